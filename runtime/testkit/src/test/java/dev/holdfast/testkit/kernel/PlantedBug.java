package dev.holdfast.testkit.kernel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A bug that can be planted in Holdfast: a piece of its source that is replaced. */
enum PlantedBug {
    REPLY_BEFORE_WRITE(Scenarios.KERNEL, "K1", Source.SERVICE, Source.PERSIST, """
            release(
                    batch.outcomes().stream()
                            .map(each -> new Given(
                                    each.presentation().id(),
                                    new Response.Final(each.result().answer())))
                            .toList(),
                    batch.outcomes().stream().map(Decided::presentation).toList());
            """ + Source.PERSIST),
    CHECKPOINT_OF_SPECULATIVE_STATE(Scenarios.KERNEL, "K10", Source.SERVICE, Source.PERSIST, """
            carrier.persist(batch.group(), () -> written(batch, isTrusted()
                    ? keeping.hold(batch.group().next() - 1, history.revision() + batch.events())
                    : Optional.empty()));
            """),
    OUTCOME_DROPPED_ON_OVERFLOW(
            Scenarios.KERNEL, "K7", Source.SERVICE, "if (!draining) {", "if (!draining && waiting.size() < 2) {"),
    DOUBLE_SETTLE(
            Scenarios.KERNEL,
            "K7",
            Source.KERNEL + "Gathering.java",
            "if (!settling.containsKey(key)) {",
            "if (true) {"),
    DEDUP_FORGOTTEN(Scenarios.KERNEL, "K6", Source.ENTRY + "History.java", "windows.remember(outcome, at);", ";"),
    VOID_FORGOTTEN(
            Scenarios.VOIDS,
            "K9",
            Source.ENTRY + "VoidFold.java",
            "return told && expected.at(unit.revisions().first()).isPresent();",
            "return false;");

    /** Where, and what. */
    private static final class Source {
        static final String KERNEL = "../src/main/java/dev/holdfast/kernel/";
        static final String ENTRY = "../../persistence/src/main/java/dev/holdfast/persistence/entry/";
        static final String SERVICE = KERNEL + "Service.java";
        static final String PERSIST = "carrier.persist(batch.group(), () -> written(batch, state));";
    }

    private final Scenarios scenario;
    private final String rule;
    private final String source;
    private final String correct;
    private final String wrong;

    PlantedBug(Scenarios scenario, String rule, String source, String correct, String wrong) {
        this.scenario = scenario;
        this.rule = rule;
        this.source = source;
        this.correct = correct;
        this.wrong = wrong;
    }

    /** What finds it. */
    Scenarios scenario() {
        return scenario;
    }

    /** A rule that the report of a run that finds it names. */
    String rule() {
        return rule;
    }

    /** Puts the source with the bug into a directory. */
    Path plant(Path directory) throws IOException {
        Path file = Path.of(source);
        String text = Files.readString(file);
        if (!text.contains(correct)) {
            throw new IllegalStateException(
                    source + " no longer holds \"" + correct + "\": " + this + " must be planted elsewhere");
        }
        return Files.writeString(directory.resolve(file.getFileName()), text.replace(correct, wrong));
    }
}
