package dev.holdfast.console;

import static dev.holdfast.console.Ran.holdfast;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Of purse a: revision 1 filled, 2 given to b with an effect; one command rejected, one in quarantine. Of b: revision 1. */
class OperatorCommandsTest {

    @TempDir
    Path directory = Path.of("");

    private Path log = Path.of("");

    @BeforeEach
    void write() {
        log = directory.resolve("log");
        SmallLog.everything(log);
    }

    @Test
    void a_plan_shows_what_it_would_void_and_how_to_do_it() {
        Ran table = holdfast("rollback", "plan", "purse|b", log, "--to", 0);
        JsonNode plan = holdfast("rollback", "plan", "purse|b", log, "--to", 0, "--json")
                .json();

        assertThat(table.code()).as(table.err()).isZero();
        assertThat(table.out())
                .contains("Would void 1 revision of purse|b", "--by NAME --reason TEXT")
                .contains("invariants hold afterwards is not checked here");
        assertThat(plan.path("ranges").get(0).path("first").asInt()).isEqualTo(1);
        assertThat(plan.path("replies").get(0).path("command").asText()).isEqualTo("purse|a#1");
        assertThat(plan.path("replies").get(0).path("reply").asText()).isEqualTo("fill-reply");
        assertThat(plan.path("plan").path("allowed").asBoolean()).isTrue();
        assertThat(table.out())
                .contains("--token " + plan.path("plan").path("token").asText());
        assertThat(kinds("purse|b")).doesNotContain("voided");
    }

    @Test
    void an_applied_plan_is_in_the_journal_and_in_the_ledger_and_the_log_stays_sound_K3() {
        Ran applied = apply("purse|b", token("purse|b", "--to", "0"), "--to", "0");

        assertThat(applied.code()).as(applied.err()).isZero();
        assertThat(applied.out()).contains("Voided 1 revision of purse|b", "not checked here");
        assertThat(kinds("purse|b")).endsWith("epoch", "voided");
        JsonNode ledger = last(records("holdfast-ledger|default"), 2);
        assertThat(ledger.toString()).contains("\"by\":\"ann\"", "\"why\":\"wrong\"", "void revision 1 of purse|b");
        assertThat(last(records("holdfast-ledger|default"), 1).toString()).contains("\"outcome\":\"done\"");
        assertThat(holdfast("journal", "show", "holdfast-ledger|default", log).out())
                .contains("ann ordered: void");
        assertThat(holdfast("journal", "verify", log).code()).isZero();
    }

    @Test
    void a_system_that_starts_again_goes_on_from_what_was_voided_K9() {
        apply("purse|b", token("purse|b", "--revisions", "1"), "--revisions", "1");

        assertThat(SmallLog.filled(log, "b", 100)).isEqualTo(100);
        assertThat(holdfast("journal", "verify", log).code()).isZero();
    }

    @Test
    void a_command_is_planned_by_the_name_that_the_journal_shows() {
        assertThat(token("purse|b", "--command", "purse|a#1")).isEqualTo(token("purse|b", "--to", "0"));
    }

    @Test
    void a_plan_is_applied_once_and_only_with_its_token() {
        String token = token("purse|b", "--to", "0");

        assertRefused(apply("purse|b", "0123", "--to", "0"), "is not that of this plan");
        assertThat(kinds("purse|b")).doesNotContain("voided");
        assertThat(apply("purse|b", token, "--to", "0").code()).isZero();
        assertRefused(apply("purse|b", token, "--to", "0"), "voided already");
    }

    @Test
    void a_plan_is_stale_when_the_component_went_on() {
        String token = token("purse|b", "--revisions", "1");
        SmallLog.filled(log, "b", 100);

        assertRefused(apply("purse|b", token, "--revisions", "1"), "the component or the order is another");
    }

    @Test
    void a_plan_over_effects_is_shown_with_them_and_cannot_be_applied_R7() {
        Ran plan = holdfast("rollback", "plan", "purse|a", log, "--to", 1);

        assertThat(plan.code()).isEqualTo(3);
        assertThat(plan.out()).contains("FORBIDDEN BY", "purse|b#1", "refused");
        assertRefused(apply("purse|a", tokenIn(plan("purse|a", "--to", "1")), "--to", "1"), "fill to purse|b#1");
    }

    @Test
    void what_there_is_not_is_refused() {
        assertRefused(holdfast("rollback", "plan", "purse|none", log, "--to", 0), "no journal");
        assertRefused(holdfast("rollback", "plan", "purse|b", log, "--to", 5), "nothing of");
        assertRefused(holdfast("rollback", "plan", "purse|b", log, "--revisions", "1-9"), "up to 1");
        assertRefused(holdfast("rollback", "plan", "purse|b", log, "--command", "x#1"), "never executed");
        assertThat(holdfast("rollback", "plan", "purse|b", directory.resolve("none"), "--to", 0))
                .isEqualTo(new Ran(1, "", "holdfast: there is no directory " + directory.resolve("none") + "\n"));
        assertThat(directory.resolve("none")).doesNotExist();
    }

    @Test
    void a_log_in_use_is_not_changed() {
        LogOptions options = LogOptions.defaults().withSegmentSize(64 << 10);
        try (SegmentedLog open = SegmentedLog.open(log, options, Disk.system(), Host.system())) {
            assertThat(open.term()).isPositive();
            assertRefused(holdfast("rollback", "plan", "purse|b", log, "--to", 0), "is open in");
            assertRefused(apply("purse|b", "0", "--to", "0"), "is open in");
        }
    }

    @Test
    void segments_that_are_added_are_as_large_as_the_systems() throws Exception {
        apply("purse|b", token("purse|b", "--to", "0"), "--to", "0");

        try (Stream<Path> files = Files.list(log)) {
            for (Path file :
                    files.filter(name -> name.toString().endsWith(".segment")).toList()) {
                assertThat(Files.size(file)).isLessThanOrEqualTo(64 << 10);
            }
        }
    }

    @Test
    void what_is_set_aside_is_listed_and_shown() {
        JsonNode listed = holdfast("quarantine", "list", log, "--json").json().path("quarantine");

        assertThat(listed).hasSize(1);
        assertThat(listed.get(0).path("component").asText()).isEqualTo("purse|a");
        assertThat(listed.get(0).path("command").asText()).isEqualTo("break");
        assertThat(listed.get(0).path("reason").asText()).contains("broken");
        Ran shown = holdfast("quarantine", "show", "purse|a", broken(), log, "--json");
        assertThat(shown.json().path("command").path("content").asText()).isEqualTo("{}");
        assertThat(holdfast("quarantine", "show", "purse|a", broken(), log).out())
                .contains("command: break", "content: {}")
                .doesNotContain("\u001b");
        assertThat(holdfast("quarantine", "list", log, "--of", "purse|b", "--json")
                        .json()
                        .path("quarantine"))
                .isEmpty();
        assertRefused(holdfast("quarantine", "show", "purse|b", "x#1", log), "not in quarantine");
    }

    @Test
    void a_discarded_command_is_dealt_with_once() {
        String id = broken();
        Ran discarded = discard(id);

        assertThat(discarded.code()).as(discarded.err()).isZero();
        assertThat(holdfast("quarantine", "list", log, "--json").json().path("quarantine"))
                .isEmpty();
        assertRefused(discard(id), "not in quarantine");
        assertThat(kinds("purse|a")).endsWith("epoch", "resolved");
        assertThat(last(records("holdfast-ledger|default"), 1).toString()).contains("refused: ");
        assertThat(SmallLog.filled(log, "a", 100)).isEqualTo(103);
        assertThat(holdfast("journal", "verify", log).code()).isZero();
    }

    @Test
    void to_issue_a_command_again_takes_a_running_system() {
        assertRefused(holdfast("quarantine", "reissue", "purse|a", broken(), log), "takes a running system");
        assertRefused(holdfast("quarantine", "edit", "purse|a", broken(), log), "takes a running system");
    }

    private String broken() {
        return holdfast("quarantine", "list", log, "--json")
                .json()
                .path("quarantine")
                .get(0)
                .path("id")
                .asText();
    }

    private Ran discard(String id) {
        return holdfast("quarantine", "discard", "purse|a", id, log, "--by", "ann", "--reason", "wrong");
    }

    private JsonNode plan(String id, String... extent) {
        List<Object> words = new ArrayList<>(List.of("rollback", "plan", id, log, "--json"));
        words.addAll(List.of(extent));
        return holdfast(words.toArray()).json();
    }

    private String token(String id, String... extent) {
        return tokenIn(plan(id, extent));
    }

    private static String tokenIn(JsonNode plan) {
        return plan.path("plan").path("token").asText();
    }

    private Ran apply(String id, String token, String... extent) {
        List<Object> words = new ArrayList<>(
                List.of("rollback", "apply", id, log, "--token", token, "--by", "ann", "--reason", "wrong"));
        words.addAll(List.of(extent));
        return holdfast(words.toArray());
    }

    private JsonNode records(String id) {
        return holdfast("journal", "show", id, log, "--json").json().path("records");
    }

    private List<String> kinds(String id) {
        List<String> kinds = new ArrayList<>();
        records(id).forEach(record -> kinds.add(record.path("kind").asText()));
        return kinds;
    }

    private static JsonNode last(JsonNode records, int fromEnd) {
        return records.get(records.size() - fromEnd);
    }

    private static void assertRefused(Ran ran, String because) {
        assertThat(ran.code()).as(ran.out() + ran.err()).isEqualTo(6);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).startsWith("holdfast: ").contains(because).hasLineCount(1);
    }
}
