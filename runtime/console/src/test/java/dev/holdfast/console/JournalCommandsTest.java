package dev.holdfast.console;

import static dev.holdfast.console.Ran.holdfast;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalCommandsTest {

    private static final String FIRST = "00000001.segment";
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

    private static void overwrite(Path file, long offset, byte... bytes) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            open.seek(offset);
            open.write(bytes);
        }
    }

    private static JsonNode find(JsonNode rows, String key, String value) {
        for (JsonNode row : rows) {
            if (row.path(key).asText().equals(value)) {
                return row;
            }
        }
        throw new AssertionError("no row with " + key + " = " + value + " in " + rows);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "verify", "stats", "show purse|a"})
    void a_command_changes_nothing_whatever_form_its_data_take(String command) throws IOException {
        Map<String, byte[]> before = contents(log);
        for (String form : List.of("table", "json", "jsonl")) {
            Ran ran = run(command, log, "--output", form);

            assertThat(ran.code()).as(ran.err()).isZero();
            assertThat(ran.err()).isEmpty();
            assertThat(ran.out()).isNotEmpty().doesNotContain("\u001b");
        }
        Map<String, byte[]> after = contents(log);
        assertThat(after.keySet()).isEqualTo(before.keySet());
        before.forEach((name, bytes) -> assertThat(after.get(name)).as(name).isEqualTo(bytes));
    }

    private static Ran run(String command, Object... more) {
        return holdfast(Stream.concat(
                        Stream.concat(Stream.of("journal"), Arrays.stream(command.split(" "))), Arrays.stream(more))
                .toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"ids", "verify", "stats", "show purse|a"})
    void what_holds_no_log_is_refused_in_a_line(String command) throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "");
        Path empty = Files.createDirectory(directory.resolve("empty"));

        assertThat(run(command, directory.resolve("absent")))
                .isEqualTo(new Ran(1, "", "holdfast: there is no directory " + directory.resolve("absent") + "\n"));
        assertThat(run(command, file, "--json"))
                .isEqualTo(new Ran(
                        1, "", "holdfast: " + file + " is no directory; name the one that holds the log's segments\n"));
        assertThat(run(command, empty).err())
                .isEqualTo("holdfast: " + empty + " holds no log: neither holdfast.store nor a segment is in it\n");
        assertThat(run(command, shared).err()).hasLineCount(1).endsWith("; did you mean " + log + "?\n");
        assertThat(empty).isEmptyDirectory();
    }

    @Test
    void a_log_that_is_in_use_can_be_looked_at() throws IOException {
        Path copy = copy();
        LogOptions options = LogOptions.defaults().withSegmentSize(64 << 10);
        try (SegmentedLog open = SegmentedLog.open(copy, options, Disk.system(), Host.system())) {
            assertThat(holdfast("journal", "verify", copy).code()).isZero();
            assertThat(open.ids().toCompletableFuture().join()).contains("purse|a");
        }
    }

    @Test
    void ids_are_listed_with_what_there_is_of_each() {
        Ran table = holdfast("journal", "ids", log);
        JsonNode ids = holdfast("journal", "ids", log, "--json").json().path("ids");

        assertThat(table.out().lines().map(line -> line.replaceAll("\\s+", " ")))
                .contains("ID RECORDS FROM TO SIZE")
                .anySatisfy(
                        line -> assertThat(line).startsWith("foreigner 3 1 3 ").endsWith(" deleted to 1"));
        assertThat(ids)
                .extracting(id -> id.path("id").asText())
                .containsExactly("foreigner", "holdfast-ledger|default", "purse|a", "purse|b");
        assertThat(find(ids, "id", "purse|b").path("records").asInt()).isEqualTo(2);
        assertThat(find(ids, "id", "purse|b").path("openEffects").asBoolean()).isFalse();
    }

    @Test
    void entries_are_shown_with_their_outcomes_and_effects() {
        JsonNode records =
                holdfast("journal", "show", "purse|a", log, "--json").json().path("records");
        List<JsonNode> outcomes = records.findValues("outcomes").stream()
                .flatMap(list -> Stream.of(list.get(0)))
                .toList();

        assertThat(records.get(0).path("kind").asText()).isEqualTo("epoch");
        assertThat(records.get(0).path("epoch").asInt()).isEqualTo(1);
        assertThat(records).allSatisfy(record -> {
            assertThat(record.path("time").asText()).matches("\\d{4}-.*Z");
            assertThat(record.path("file").asText()).isEqualTo(FIRST);
        });
        assertThat(outcomes)
                .extracting(outcome -> outcome.path("result").asText())
                .containsExactly("completed", "rejected", "quarantined", "completed");
        assertThat(outcomes.get(0).at("/events/0/name").asText()).isEqualTo("filled");
        assertThat(outcomes.get(0).at("/events/0/version").asInt()).isEqualTo(1);
        assertThat(outcomes.get(0).at("/events/0/bytes").asInt()).isPositive();
        assertThat(outcomes.get(1).path("code").asText()).isEqualTo("empty");
        assertThat(outcomes.get(2).path("fault").asText()).startsWith("f-");
        assertThat(outcomes.get(2).at("/command/name").asText()).isEqualTo("break");
        assertThat(outcomes.get(3).at("/effects/0/target").asText()).isEqualTo("purse|b");
        assertThat(records.findValuesAsText("how")).containsExactly("completed");
    }

    @Test
    void entries_are_shown_to_people_line_by_line_and_safely() {
        Ran ran = holdfast("journal", "show", "purse|a", log);

        assertThat(ran.out().lines())
                .anySatisfy(line -> assertThat(line).matches("SEQ +EPOCH +REVISION +TIME +KIND +WHAT"))
                .anySatisfy(line -> assertThat(line).endsWith("epoch      a new incarnation takes over"))
                .anySatisfy(line -> assertThat(line).matches(".* client-\\S+#1 completed: filled \\(\\d+ B\\) → .*"))
                .anySatisfy(line -> assertThat(line).matches(".* client-\\S+#2 rejected: empty"))
                .anySatisfy(
                        line -> assertThat(line)
                                .matches(
                                        ".* client-\\S+#3 quarantined: break \\(\\d+ B\\) by fault f-\\S+, .*broken\ufffd\\[31m purse.*"))
                .anySatisfy(line -> assertThat(line).matches(" +opens fill \\(\\d+ B\\) to purse\\|b#1"))
                .anySatisfy(line -> assertThat(line).endsWith(" purse|b#1 completed"));
    }

    @Test
    void the_fault_ledger_is_shown_as_what_it_says() {
        Ran ran = holdfast("journal", "show", "holdfast-ledger|default", log);

        assertThat(ran.out()).containsPattern("f-\\S+ crash of purse\\|a at revision 1: quarantine-command; .*broken");
        assertThat(ran.out()).containsPattern("f-\\S+ quarantined");
    }

    @Test
    void foreign_events_are_shown_with_manifest_and_size() {
        List<JsonNode> records = holdfast("journal", "show", "foreigner", log, "--output", "jsonl")
                .lines();

        assertThat(records)
                .hasSize(4)
                .allSatisfy(record -> assertThat(record.path("type").asText()).isEqualTo("record"));
        assertThat(records.get(0).path("kind").asText()).isEqualTo("foreign");
        assertThat(records.get(0).path("eventBytes").asInt()).isEqualTo(3);
        assertThat(records.get(0).path("serializer").asInt()).isPositive();
        assertThat(records.get(3).path("kind").asText()).isEqualTo("deletion");
        assertThat(holdfast("journal", "show", "foreigner", log).out())
                .contains("deletion  all up to here are deleted");
    }

    @Test
    void a_part_of_an_id_can_be_shown() {
        assertThat(holdfast("journal", "show", "purse|a", log, "--from", 2, "--to", 3, "--json")
                        .json()
                        .path("records"))
                .extracting(record -> record.path("sequence").asInt())
                .containsExactly(2, 3);
    }

    @Test
    void an_id_that_is_not_there_is_an_error() {
        Ran ran = holdfast("journal", "show", "purse|c", log);

        assertThat(ran)
                .isEqualTo(new Ran(
                        1,
                        "",
                        "holdfast: there is nothing of 'purse|c' in " + log + "; holdfast journal ids " + log
                                + " lists what there is\n"));
    }

    @Test
    void a_sound_log_is_said_to_be_sound() {
        Ran ran = holdfast("journal", "verify", log);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).hasLineCount(1).startsWith("sound: ").endsWith("histories of 4 ids followed\n");
        assertThat(holdfast("journal", "verify", log, "--json")
                        .json()
                        .at("/verdict/verdict")
                        .asText())
                .isEqualTo("sound");
    }

    @Test
    void a_damaged_record_is_located_and_its_component_named_D6() throws IOException {
        Path copy = copy();
        JsonNode record = holdfast("journal", "show", "purse|a", log, "--from", 2, "--to", 2, "--json")
                .json()
                .at("/records/0");
        long offset = record.path("offset").asLong();
        overwrite(copy.resolve(FIRST), offset + 60, "XYZ".getBytes(ISO_8859_1));

        Ran ran = holdfast("journal", "verify", copy, "--json");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).isEmpty();
        assertThat(ran.json().at("/verdict/verdict").asText()).isEqualTo("corrupt");
        assertThat(ran.json().at("/verdict/wayOut").asText()).startsWith("Restore the directory from a copy");
        assertThat(ran.json().path("damages")).singleElement().satisfies(damage -> {
            assertThat(damage.path("file").asText()).isEqualTo(FIRST);
            assertThat(damage.path("offset").asLong()).isEqualTo(offset);
            assertThat(damage.path("frame").asLong())
                    .isEqualTo(record.path("frame").asLong());
            assertThat(damage.path("id").asText()).isEqualTo("purse|a");
            assertThat(damage.path("sequence").asLong()).isEqualTo(2);
            assertThat(damage.path("consequence").asText()).contains("purse|a");
        });
        assertThat(ran.json().path("histories")).singleElement().satisfies(history -> {
            assertThat(history.path("id").asText()).isEqualTo("purse|a");
            assertThat(history.path("readableTo").asLong()).isEqualTo(1);
        });
        assertThat(holdfast("journal", "verify", copy).out())
                .contains("COMPONENT  READABLE TO  FINDING\npurse|a              1  entry 2 is missing\n")
                .contains("\ncorrupt: 1 damaged place, 1 component concerned; ");
    }

    @Test
    void what_a_destroyed_frame_held_is_found_in_the_histories_D6() throws IOException {
        Path copy = copy();
        long offset = holdfast("journal", "show", "purse|a", log, "--from", 2, "--to", 2, "--json")
                .json()
                .at("/records/0/offset")
                .asLong();
        overwrite(
                copy.resolve(FIRST),
                offset / SECTOR * SECTOR,
                "garbage garbage".repeat(30).getBytes(ISO_8859_1));

        JsonNode found = holdfast("journal", "verify", copy, "--json").json();

        assertThat(found.path("damages").get(0).path("id").isMissingNode()).isTrue();
        assertThat(find(found.path("histories"), "id", "purse|a")
                        .path("readableTo")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void what_is_shown_of_a_damaged_log_is_not_passed_off_as_everything() throws IOException {
        Path copy = copy();
        long offset = holdfast("journal", "show", "purse|b", log, "--json")
                .json()
                .at("/records/1/offset")
                .asLong();
        overwrite(copy.resolve(FIRST), offset + 60, "XYZ".getBytes(ISO_8859_1));

        for (String command : List.of("ids", "stats", "show purse|b")) {
            Ran ran = run(command, copy);
            assertThat(ran.code()).as(command).isEqualTo(3);
            assertThat(ran.out()).contains("purse|b".equals(command) ? "epoch" : "");
            assertThat(ran.err())
                    .isEqualTo("holdfast: the log is damaged in 1 place; what was not readable there is missing above."
                            + " See holdfast journal verify " + copy + "\n");
        }
        assertThat(run("show purse|a", copy).code()).isZero();
        assertThat(holdfast("journal", "verify", copy).out()).contains("entry 2 is missing");
    }

    @Test
    void a_torn_last_frame_is_no_damage_but_said() throws IOException {
        SmallLog.largeLastFrame(directory);
        long used = holdfast("journal", "stats", directory, "--json")
                .json()
                .at("/segments/0/usedBytes")
                .asLong();
        overwrite(directory.resolve(FIRST), used - SECTOR, new byte[SECTOR]);

        Ran ran = holdfast("journal", "verify", directory);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("sound: ").contains("\nThe last frame was cut short by a crash.");
        assertThat(holdfast("journal", "verify", directory, "--json")
                        .json()
                        .at("/verdict/ending")
                        .asText())
                .isEqualTo("torn");
    }

    @Test
    void a_damaged_index_is_no_damage_but_said_D6() throws IOException {
        Path copy = copy();
        LogOptions options = LogOptions.defaults().withSegmentSize(64 << 10);
        try (SegmentedLog log = SegmentedLog.open(copy, options, Disk.system(), Host.system())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> Files.exists(copy.resolve("00000001.index")));
        }
        assertThat(holdfast("journal", "stats", copy, "--json")
                        .json()
                        .at("/segments/0/index")
                        .asText())
                .isEqualTo("good");
        overwrite(copy.resolve("00000001.index"), 100, "XYZ".getBytes(ISO_8859_1));

        Ran ran = holdfast("journal", "verify", copy);

        assertThat(ran.code()).isZero();
        assertThat(ran.out()).startsWith("sound: ").contains("\nThe index of 00000001.segment is damaged.");
        assertThat(holdfast("journal", "verify", copy, "--json")
                        .json()
                        .at("/verdict/damagedIndexes/0")
                        .asText())
                .isEqualTo(FIRST);
    }

    @Test
    void statistics_are_shown_per_segment_in_total_and_of_the_largest_ids() {
        JsonNode stats = holdfast("journal", "stats", log, "--json", "--top", 1).json();
        Ran table = holdfast("journal", "stats", log);

        assertThat(stats.path("segments")).singleElement().satisfies(segment -> {
            assertThat(segment.path("file").asText()).isEqualTo(FIRST);
            assertThat(segment.path("use").asText()).isEqualTo("last");
            assertThat(segment.path("bytes").asLong()).isEqualTo(64 << 10);
        });
        assertThat(stats.at("/total/ids").asInt()).isEqualTo(4);
        assertThat(stats.at("/total/usedBytes").asLong())
                .isEqualTo(stats.at("/segments/0/usedBytes").asLong());
        assertThat(stats.path("largest")).hasSize(1);
        assertThat(table.out().lines().map(line -> line.replaceAll("\\s+", " ")))
                .contains("SEGMENT USE TERM FRAMES RECORDS USED OF INDEX")
                .anySatisfy(line ->
                        assertThat(line).contains(" of 4 ids in 1 segment, ").endsWith("opened 1 time"));
        assertThat(holdfast("journal", "stats", log, "--output", "jsonl").lines())
                .extracting(line -> line.path("type").asText())
                .containsExactly("segment", "total", "id", "id", "id", "id");
    }
}
