package dev.holdfast.console;

import static dev.holdfast.console.Ran.holdfast;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Of purse a: revision 1 is 5 cents, revision 2 gives 2 of them away. Of b: revision 1 is these 2 cents, and is voided;
 * then come 100 cents, and a command with two events, of 10 cents each: revisions 2, 3 and 4.
 */
class PastCommandsTest {

    private static final String PURSE = SmallLog.class.getName();
    private static final int SECTOR = 512;

    @TempDir
    static Path shared = Path.of("");

    private static Path log = Path.of("");

    @TempDir
    Path directory = Path.of("");

    @BeforeAll
    static void write() {
        log = shared.resolve("log");
        SmallLog.everything(log);
        String token = holdfast("rollback", "plan", "purse|b", log, "--to", 0, "--json")
                .json()
                .at("/plan/token")
                .asText();
        Ran voided = holdfast(
                "rollback", "apply", "purse|b", log, "--to", 0, "--token", token, "--by", "ann", "--reason", "wrong");
        assertThat(voided.code()).as(voided.err()).isZero();
        SmallLog.filled(log, "b", 100);
        SmallLog.filledTwice(log, "b", 10);
        String aside = holdfast("quarantine", "list", log, "--json")
                .json()
                .at("/quarantine/0/id")
                .asText();
        holdfast("quarantine", "discard", "purse|a", aside, log, "--by", "ann", "--reason", "wrong");
    }

    private static Ran state(String id, Path of, long at, Object... more) {
        List<Object> words = new ArrayList<>(List.of("journal", "state", id, of, "--at", at));
        if (!List.of(more).contains("--component")) {
            words.addAll(List.of("--component", PURSE));
        }
        words.addAll(List.of(more));
        return holdfast(words.toArray());
    }

    private static JsonNode stateOfB(long at, Object... more) {
        return state(
                        "purse|b",
                        log,
                        at,
                        Stream.concat(Stream.of("--json"), Stream.of(more)).toArray())
                .json()
                .path("state");
    }

    private static Ran diff(String id, long before, long after, Object... more) {
        List<Object> words = new ArrayList<>(List.of("journal", "diff", id, before, after, log, "--component", PURSE));
        words.addAll(List.of(more));
        return holdfast(words.toArray());
    }

    private static void assertFailed(Ran ran, int code, String... because) {
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(code);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("holdfast: ").contains(because).hasLineCount(1);
    }

    private Path copy() throws IOException {
        for (Map.Entry<String, byte[]> file : contents(log).entrySet()) {
            Files.write(directory.resolve(file.getKey()), file.getValue());
        }
        return directory;
    }

    private static Map<String, byte[]> contents(Path of) throws IOException {
        Map<String, byte[]> contents = new TreeMap<>();
        try (Stream<Path> files = Files.list(of)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                contents.put(file.getFileName().toString(), Files.readAllBytes(file));
            }
        }
        return contents;
    }

    /** The record of the entry that holds this revision. */
    private static JsonNode record(String id, long revision) {
        for (JsonNode record :
                holdfast("journal", "show", id, log, "--json").json().path("records")) {
            if (record.at("/revisions/first").asLong() == revision) {
                return record;
            }
        }
        throw new AssertionError("no record of " + id + " begins with revision " + revision);
    }

    private Path damaged(JsonNode record, boolean wholeFrame) throws IOException {
        Path copy = copy();
        Path file = copy.resolve(record.path("file").asText());
        long offset = record.path("offset").asLong();
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(wholeFrame ? offset / SECTOR * SECTOR : offset + 60);
            open.write((wholeFrame ? "garbage garbage".repeat(30) : "XYZ").getBytes(ISO_8859_1));
        }
        return copy;
    }

    @Test
    void an_id_of_which_there_is_nothing_is_an_error() {
        assertFailed(state("purse|c", log, 1), 1, "there is nothing of 'purse|c'", "holdfast journal ids");
    }

    @Test
    void a_revision_beyond_the_last_is_an_error_that_names_the_last() {
        assertFailed(state("purse|b", log, 5), 1, "there is no revision 5 of purse|b: it stands at revision 4");
        assertFailed(diff("purse|b", 1, 5), 1, "there is no revision 5 of purse|b: it stands at revision 4");
    }

    @Test
    void a_later_revision_named_first_is_wrong_use() {
        Ran ran = diff("purse|b", 3, 2);

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("revision 3 comes after revision 2; name the earlier one first");
    }

    @Test
    void nothing_is_made_of_a_journal_that_is_damaged_below_the_revision_K8() throws IOException {
        Path damaged = damaged(record("purse|a", 1), false);

        assertFailed(state("purse|a", damaged, 2), 3, "breaks at entry", "holdfast journal verify " + damaged);
        assertFailed(state("purse|a", damaged, 1), 3, "breaks at entry");
        assertThat(state("purse|b", damaged, 4).code()).isZero();
    }

    @Test
    void nothing_is_made_of_a_journal_with_a_gap_below_the_revision_K8() throws IOException {
        Path damaged = damaged(record("purse|b", 2), true);

        assertFailed(state("purse|b", damaged, 4), 3, "entry", "is missing");
    }

    @Test
    void a_revision_that_damage_took_is_not_said_never_to_have_been() throws IOException {
        Path damaged = damaged(record("purse|b", 3), false);

        assertFailed(
                state("purse|b", damaged, 4), 3, "readable up to revision 2", "damaged in 1 place where more of it");
    }

    @Test
    void of_a_journal_that_is_damaged_behind_the_revision_the_state_is_shown_and_the_damage_said() throws IOException {
        Path damaged = damaged(record("purse|b", 3), false);

        Ran ran = state("purse|b", damaged, 2, "--json");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.json().at("/state/state/cents").asLong()).isEqualTo(100);
        assertThat(ran.err())
                .hasLineCount(1)
                .contains("what is shown is right", "what was voided later may be missing");
    }

    @Test
    void todays_knowledge_is_not_claimed_of_a_journal_that_is_damaged_anywhere() throws IOException {
        Path damaged = damaged(record("purse|b", 3), false);

        assertFailed(
                state("purse|b", damaged, 2, "--as-known-today"),
                3,
                "what is known today of revision 2",
                "damaged in 1");
    }

    @Test
    void what_is_no_component_has_no_state() {
        assertFailed(state("foreigner|x", log, 1), 1, "defines 'purse', not 'foreigner'");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            value = {
                "no.such.Class, there is no class no.such.Class",
                "java.lang.String, defines no component",
                "dev.holdfast.console.SmallLog#NONE, defines no component",
                "dev.holdfast.console.Broken$Other, \"defines 'wallet', not 'purse'\"",
                "dev.holdfast.console.Broken$Twice, \"several times, by ONE, OTHER\"",
                "dev.holdfast.console.Broken$Fails, component() fails",
                "dev.holdfast.console.Broken$Uninitialised, cannot be initialised"
            })
    void code_that_cannot_be_used_is_an_error_that_says_why(String component, String why) {
        assertFailed(state("purse|b", log, 1, "--component", component), 1, why);
    }

    @Test
    void a_class_path_that_does_not_exist_is_an_error() {
        Path none = directory.resolve("none");

        assertFailed(state("purse|b", log, 1, "--class-path", none), 1, "there is no " + none, "--class-path");
        assertFailed(state("purse|b", log, 1, "--class-path", none + "/*"), 1, "there is no " + none);
    }

    @Test
    void code_that_fails_on_an_event_is_an_error_that_names_the_revision() {
        Ran ran = state("purse|a", log, 2, "--component", "dev.holdfast.console.Broken$Applier");

        assertFailed(ran, 1, "purse|a cannot apply its revision 2, filled/1", "no gifts");
    }

    @Test
    void the_state_is_the_fold_of_the_events_up_to_the_revision() {
        assertThat(state("purse|a", log, 0, "--json")
                        .json()
                        .at("/state/state/cents")
                        .asLong(-1))
                .isZero();
        assertThat(state("purse|a", log, 1, "--json")
                        .json()
                        .at("/state/state/cents")
                        .asLong())
                .isEqualTo(5);
        assertThat(state("purse|a", log, 2, "--json")
                        .json()
                        .at("/state/state/cents")
                        .asLong())
                .isEqualTo(3);
    }

    @Test
    void what_was_voided_later_counts_and_is_named() {
        JsonNode before = stateOfB(1);

        assertThat(before.at("/state/cents").asLong()).isEqualTo(2);
        assertThat(before.path("voidedSince").toString()).isEqualTo("[{\"first\":1,\"last\":1}]");
        assertThat(before.path("leftOut")).isEmpty();
        assertThat(state("purse|b", log, 1).out()).contains("Voided later: revision 1; see --as-known-today");
    }

    @Test
    void what_was_voided_before_is_left_out_and_named_K9() {
        JsonNode after = stateOfB(2);

        assertThat(after.at("/state/cents").asLong()).isEqualTo(100);
        assertThat(after.path("leftOut").toString()).isEqualTo("[{\"first\":1,\"last\":1}]");
        assertThat(after.path("voidedSince")).isEmpty();
    }

    @Test
    void what_is_voided_today_is_left_out_where_that_is_asked_for_K9() {
        JsonNode today = stateOfB(1, "--as-known-today");

        assertThat(today.at("/state/cents").asLong(-1)).isZero();
        assertThat(today.path("asKnownToday").asBoolean()).isTrue();
        assertThat(today.path("leftOut").toString()).isEqualTo("[{\"first\":1,\"last\":1}]");
    }

    @Test
    void a_state_within_a_command_is_marked_as_one_that_nobody_saw() {
        JsonNode within = stateOfB(3);

        assertThat(within.at("/state/cents").asLong()).isEqualTo(110);
        assertThat(within.path("within").toString()).isEqualTo("{\"first\":3,\"last\":4}");
        assertThat(state("purse|b", log, 3).out()).contains("lies within a command, revisions 3 to 4");
        assertThat(stateOfB(4).has("within")).isFalse();
        assertThat(stateOfB(4).at("/state/cents").asLong()).isEqualTo(120);
    }

    @Test
    void an_invariant_that_does_not_hold_is_named() {
        Ran ran = state("purse|a", log, 1, "--component", "dev.holdfast.console.Broken$Applier");

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).contains("An invariant does not hold in it: no more than four cents");
    }

    @Test
    void the_state_is_shown_to_people_as_json_with_where_it_stands() {
        assertThat(state("purse|b", log, 4).out()).isEqualTo("""
                        {
                          "cents" : 120
                        }

                        purse|b at revision 4 of 4
                        Left out, for they were voided: revision 1
                        """);
    }

    @Test
    void a_component_may_be_made_by_a_method_or_named_among_several() {
        assertThat(state("purse|b", log, 4, "--component", "dev.holdfast.console.Broken$Made")
                        .code())
                .isZero();
        assertThat(state("purse|b", log, 4, "--component", "dev.holdfast.console.Broken$Twice#OTHER")
                        .code())
                .isZero();
    }

    @Test
    void code_is_found_on_the_class_path_that_is_named() throws IOException {
        Path classes = compiled("""
                import dev.holdfast.component.*;
                record Purse(String text) {
                    record Filled(long cents, String note) {}
                    record Look() implements Command<String> {}
                    static final Component<Purse, Filled> COMPONENT = Component.<Purse, Filled>named("purse")
                        .startsAs(id -> new Purse(id))
                        .decides(Look.class, (purse, look, context) -> Decision.reject("no"))
                        .applies(Filled.class, (purse, filled) -> new Purse(purse.text() + " " + filled.note()))
                        .build();
                }
                """);
        Path jars = Files.createDirectory(directory.resolve("jars"));
        jar(classes, jars.resolve("purse.jar"));

        for (Object classPath : List.of(classes, jars + "/*", jars.resolve("purse.jar"))) {
            Ran ran = state("purse|b", log, 4, "--component", "Purse", "--class-path", classPath, "--json");
            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.json().at("/state/state/text").asText()).isEqualTo("b again once twice");
        }
    }

    private Path compiled(String source) throws IOException {
        Path file = Files.writeString(directory.resolve("Purse.java"), source);
        Path classes = Files.createDirectory(directory.resolve("classes"));
        int failed = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "" + file);
        assertThat(failed).isZero();
        return classes;
    }

    private static void jar(Path classes, Path jar) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, byte[]> file : contents(classes).entrySet()) {
                out.putNextEntry(new JarEntry(file.getKey()));
                out.write(file.getValue());
            }
        }
    }

    @Test
    void the_difference_of_two_states_is_shown_place_by_place() {
        Ran table = diff("purse|b", 2, 4);
        JsonNode json = diff("purse|b", 2, 4, "--json").json();

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out().lines())
                .contains(
                        "PLACE   BEFORE  AFTER",
                        "/cents  100     120",
                        "1 difference between revision 2 and revision 4 of purse|b");
        assertThat(json.path("differences").toString())
                .isEqualTo("[{\"path\":\"/cents\",\"before\":100,\"after\":120}]");
        assertThat(json.at("/compared/after/leftOut/0/first").asInt()).isEqualTo(1);
        assertThat(diff("purse|b", 2, 4, "--output", "jsonl").lines())
                .extracting(line -> line.path("type").asText())
                .containsExactly("difference", "compared");
    }

    @Test
    void each_of_two_states_has_the_voids_of_its_own_time_unless_todays_are_asked_for() {
        assertThat(diff("purse|b", 1, 2, "--json")
                        .json()
                        .at("/differences/0/before")
                        .asInt())
                .isEqualTo(2);
        assertThat(diff("purse|b", 1, 2, "--json", "--as-known-today")
                        .json()
                        .at("/differences/0/before")
                        .asInt(-1))
                .isZero();
    }

    @Test
    void equal_states_have_no_difference() {
        Ran ran = diff("purse|b", 2, 2);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("No difference between revision 2 and revision 2 of purse|b\n");
    }

    @Test
    void a_log_in_use_can_be_looked_at_and_nothing_is_changed() throws IOException {
        Path copy = copy();
        LogOptions options = LogOptions.defaults().withSegmentSize(64 << 10);
        try (SegmentedLog open = SegmentedLog.open(copy, options, Disk.system(), Host.system())) {
            assertThat(open.term()).isPositive();
            assertThat(state("purse|b", copy, 4).code()).isZero();
        }
        Map<String, byte[]> before = contents(log);
        for (String form : List.of("table", "json", "jsonl")) {
            assertThat(state("purse|b", log, 4, "--output", form).code()).isZero();
            assertThat(diff("purse|b", 1, 4, "--output", form).code()).isZero();
        }
        Map<String, byte[]> after = contents(log);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void a_voided_command_is_marked_in_the_history_with_the_entry_that_voids_it_K9() {
        JsonNode records =
                holdfast("journal", "show", "purse|b", log, "--json").json().path("records");
        JsonNode voided = record("purse|b", 1);
        long by = voided.at("/outcomes/0/voidedBy").asLong();

        assertThat(records.get((int) by - 1).path("kind").asText()).isEqualTo("voided");
        assertThat(record("purse|b", 2).at("/outcomes/0").has("voidedBy")).isFalse();
        assertThat(record("purse|b", 3).at("/outcomes/0/revisions").toString()).isEqualTo("{\"first\":3,\"last\":4}");
        assertThat(holdfast("journal", "show", "purse|b", log).out().lines())
                .anySatisfy(line -> assertThat(line).matches("SEQ +EPOCH +REVISION +TIME +KIND +WHAT"))
                .anySatisfy(line -> assertThat(line)
                        .matches(" +2 +1 +1 .*purse\\|a#1 completed, voided by entry " + by + ": filled .*"))
                .anySatisfy(line -> assertThat(line).matches(".* 3-4  .* completed: filled .*, filled .*"));
    }

    @Test
    void a_part_of_the_history_has_the_revisions_and_marks_of_the_whole() {
        JsonNode part = holdfast("journal", "show", "purse|b", log, "--from", 2, "--to", 2, "--json")
                .json()
                .at("/records/0");

        assertThat(part.at("/revisions/first").asLong()).isEqualTo(1);
        assertThat(part.at("/outcomes/0/voidedBy").asLong()).isPositive();
    }

    @Test
    void what_became_of_a_command_that_was_set_aside_stands_beside_it() {
        assertThat(holdfast("journal", "show", "purse|a", log).out())
                .containsPattern("#3 quarantined, discarded by entry \\d+: break ");
    }

    @Test
    void behind_a_missing_entry_no_revision_is_claimed() throws IOException {
        Path damaged = damaged(record("purse|b", 1), false);

        Ran ran = holdfast("journal", "show", "purse|b", damaged, "--json");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.json().path("records")).isNotEmpty().noneMatch(record -> record.has("revisions"));
        assertThat(ran.out()).doesNotContain("voidedBy");
    }
}
