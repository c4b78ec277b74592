package dev.holdfast.testkit.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A bug that can be planted in Holdfast: pieces of its source that are replaced. */
enum PlantedBug {
    REPLY_BEFORE_WRITE(Scenarios.KERNEL, "K1", new Edit(Source.SERVICE, Source.PERSIST, """
            release(
                    batch.outcomes().stream()
                            .map(each -> new Given(
                                    each.presentation().id(),
                                    new Response.Final(each.result().answer())))
                            .toList(),
                    batch.outcomes().stream().map(Decided::presentation).toList());
            """ + Source.PERSIST)),
    /** The desk hands on what it should attach to the pending outcome; of what is decided once nothing is decided twice. */
    DUPLICATE_ANSWERED_FROM_UNWRITTEN_DEDUP(
            Scenarios.FAULTS,
            "K1",
            new Edit(Source.KERNEL + "Desk.java", "if (take(fresh)) {", "take(fresh);\n{"),
            new Edit(Source.KERNEL + "Gathering.java", "void add(Decided decided) {", """
                    final Map<CommandId, Response> early = new java.util.HashMap<>();

                    void add(Decided decided) {
                        early.put(decided.presentation().id(), new Response.Final(decided.result().answer()));
                    """),
            new Edit(Source.SERVICE, "Optional<Response> known = Admission.check(", """
                    if (gathering.early.containsKey(id)) {
                        release(List.of(new Given(id, gathering.early.get(id))), List.of(run.presentation()));
                        return;
                    }
                    Optional<Response> known = Admission.check(""")),
    ZOMBIE_NOT_FENCED(
            Scenarios.FAULTS,
            "K3",
            new Edit(Source.LOG + "Fence.java", "if (append.first() <= highest) {", "if (append.first() < 0) {"),
            new Edit(Source.LOG + "Fence.java", "if (refused.contains(writer)) {", "if (append.first() < 0) {")),
    /**
     * The same actor goes on, under the same name and epoch, and nobody is told: as Pekko restarts. With an epoch of its own
     * it would do no harm that 1,000 seeds find.
     */
    RESTART_IN_PLACE(
            Scenarios.FAULTS,
            "K3",
            new Edit(
                    Source.KERNEL + "Nursery.java",
                    "return (SupervisorStrategy.Directive) SupervisorStrategy.stop();",
                    "return (SupervisorStrategy.Directive) SupervisorStrategy.restart();"),
            new Edit(
                    Source.KERNEL + "Kernel.java",
                    "fail(revision, Misfit.of(FaultKind.STORAGE_WRITE, thrown));",
                    "throw new IllegalStateException(thrown);"),
            new Edit(Source.KERNEL + "TakeOver.java", "long epoch = begun.history().sequence() + 1;", """
                    if (begun.history().epoch() > 0 && violated.isEmpty() && orders.voids().isEmpty()) {
                        hands.serve(begun.history(), begun.checkpoint());
                        return;
                    }
                    long epoch = begun.history().sequence() + 1;""")),
    HASH_UNCHECKED(Scenarios.DATABASE_WITHOUT_KEYS, "K8", Source.HASH_UNCHECKED, Source.EPOCHS_NOT_WALKED),
    EPOCH_UNCHECKED(
            Scenarios.DATABASE_WITHOUT_KEYS,
            "K3",
            new Edit(Source.HISTORY, "} else if (entry.epoch() != epoch) {", "} else if (epoch < 0) {"),
            Source.HASH_UNCHECKED,
            Source.EPOCHS_NOT_WALKED),
    GAP_IGNORED(
            Scenarios.DATABASE_WITHOUT_KEYS,
            "K8",
            new Edit(Source.HISTORY, "if (sequence != this.sequence + 1) {", "if (sequence < 0) {"),
            Source.HASH_UNCHECKED,
            Source.EPOCHS_NOT_WALKED),
    VOID_FORGOTTEN(
            Scenarios.VOIDS,
            "K9",
            new Edit(
                    Source.ENTRY + "VoidFold.java",
                    "return told && expected.at(unit.revisions().first()).isPresent();",
                    "return false;")),
    CHECKPOINT_OF_SPECULATIVE_STATE(Scenarios.KERNEL, "K10", new Edit(Source.SERVICE, Source.PERSIST, """
            carrier.persist(batch.group(), () -> written(batch, isTrusted()
                    ? keeping.hold(batch.group().next() - 1, history.revision() + batch.events())
                    : Optional.empty()));
            """)),
    EFFECT_BEFORE_WRITE(
            Scenarios.FAULTS,
            "R6",
            new Edit(
                    Source.SERVICE,
                    Source.PERSIST,
                    "batch.group().writes().forEach(this::carryOut);\n" + Source.PERSIST)),
    DOUBLE_SETTLE(
            Scenarios.KERNEL,
            "K7",
            new Edit(Source.KERNEL + "Gathering.java", "if (!settling.containsKey(key)) {", "if (true) {")),
    FORCE_RETRIED_AFTER_FAILURE(
            Scenarios.FAULTS, "D5", new Edit(Source.LOG + "SegmentWriter.java", "forcing.run();", """
                    try {
                        forcing.run();
                    } catch (IOException e) {
                        forcing.run();
                    }""")),
    OUTCOME_DROPPED_ON_OVERFLOW(
            Scenarios.KERNEL,
            "K7",
            new Edit(Source.SERVICE, "if (!draining) {", "if (!draining && waiting.size() < 2) {")),
    DEDUP_FORGOTTEN(Scenarios.KERNEL, "K6", new Edit(Source.HISTORY, "windows.remember(outcome, at);", ";"));

    /** Where, and what. */
    private static final class Source {
        static final String KERNEL = "../src/main/java/dev/holdfast/kernel/";
        static final String ENTRY = "../../persistence/src/main/java/dev/holdfast/persistence/entry/";
        static final String LOG = "../../persistence/src/main/java/dev/holdfast/persistence/log/";
        static final String SERVICE = KERNEL + "Service.java";
        static final String HISTORY = ENTRY + "History.java";

        /** It would find the same, one entry later. */
        static final Edit HASH_UNCHECKED =
                new Edit(HISTORY, "if (!stored.follows(hash, sequence)) {", "if (sequence < 0) {");

        /** The search for voids in a journal without an index of its own would find the same. */
        static final Edit EPOCHS_NOT_WALKED = new Edit(
                "../../persistence/src/main/java/dev/holdfast/persistence/plugin/VoidSearch.java",
                "if (highest == 0) {",
                "if (highest >= 0) {");

        static final String PERSIST = "carrier.persist(batch.group(), () -> written(batch, state));";
    }

    /** A piece of a file that is replaced. */
    private record Edit(String file, String correct, String wrong) {
        String in(String text) {
            int at = text.indexOf(correct);
            if (at < 0 || text.indexOf(correct, at + 1) >= 0) {
                throw new IllegalStateException(file + " does not hold \"" + correct
                        + "\" once: what is planted there must be planted elsewhere");
            }
            return text.replace(correct, wrong);
        }
    }

    private final Scenarios scenario;
    private final String rule;

    @SuppressWarnings("ImmutableEnumChecker") // it is: List.of
    private final List<Edit> edits;

    PlantedBug(Scenarios scenario, String rule, Edit... edits) {
        this.scenario = scenario;
        this.rule = rule;
        this.edits = List.of(edits);
    }

    /** What finds it. */
    Scenarios scenario() {
        return scenario;
    }

    /** A rule that the report of a run that finds it names. */
    String rule() {
        return rule;
    }

    /** Puts the sources with the bug into a directory, and says which they are. */
    List<Path> plant(Path directory) throws IOException {
        Map<String, String> texts = new LinkedHashMap<>();
        for (Edit edit : edits) {
            String text = texts.containsKey(edit.file) ? texts.get(edit.file) : Files.readString(Path.of(edit.file));
            texts.put(edit.file, edit.in(text));
        }
        List<Path> planted = new ArrayList<>();
        for (Map.Entry<String, String> text : texts.entrySet()) {
            Path name = Path.of(text.getKey()).getFileName();
            planted.add(Files.writeString(directory.resolve(name), text.getValue()));
        }
        return planted;
    }
}
