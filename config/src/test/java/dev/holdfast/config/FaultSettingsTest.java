package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FaultSettingsTest {

    @TempDir
    Path directory = Path.of("");

    private Written written(String enabled, String rules) {
        return Written.in(directory, Written.MIRROR, enabled, "holdfast.faults.inject = " + rules);
    }

    @Test
    void a_rule_is_read_with_all_it_says() {
        FaultSettings faults = written(
                        "holdfast.faults.enabled = on",
                        "[{ fault = hang, at = account, probability = 0.5, most = 3, lasts = 2s }]")
                .settings()
                .faults();

        assertThat(faults.inject())
                .containsExactly(FaultRule.of(InjectedFault.HANG, 0.5)
                        .at("account")
                        .atMost(3)
                        .lasting(Duration.ofSeconds(2)));
    }

    @Test
    void what_a_rule_leaves_out_is_anywhere_without_limit_and_five_seconds() {
        FaultSettings faults = written("holdfast.faults.enabled = on", "[{ fault = disk-slow, probability = 1 }]")
                .settings()
                .faults();

        assertThat(faults.inject())
                .containsExactly(new FaultRule(
                        InjectedFault.DISK_SLOW, Optional.empty(), 1, Optional.empty(), Duration.ofSeconds(5)));
    }

    @Test
    void faults_are_refused_unless_they_are_enabled() {
        assertThat(written("", "[{ fault = crash, probability = 0.1 }]").problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:3: holdfast.faults.inject = ")
                .endsWith("must be empty while faults.enabled is off; set that to on if this system is to have faults"
                        + " on purpose");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new FaultSettings(false, List.of(FaultRule.of(InjectedFault.CRASH, 1))))
                .withMessageContaining("must be empty while faults.enabled is off");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "fault = crahs, probability = 1                | [0].fault = crahs: did you mean crash? allowed are crash,",
                "fault = kill, probability = 1                 | [0].fault = kill: is not injected by the runtime but made",
                "probability = 1                               | [0].fault is missing: must be a fault that can be",
                "fault = crash                                 | [0].probability is missing: must be a number from 0 to 1",
                "fault = crash, probability = 1.1              | [0].probability = 1.1: must be a number from 0 to 1",
                "fault = crash, probability = 1, most = 0      | [0].most = 0: must be a whole number from 1 to 1048576",
                "fault = hang, probability = 1, lasts = -1s    | [0].lasts = -1s: must be a positive duration",
                "fault = crash, probability = 1, lasts = 1s    | [0].lasts = 1s: must be left out: this fault takes no time",
                "fault = disk-slow, probability = 1, at = wrte | [0].at = wrte: did you mean write? allowed are list,",
                "fault = disk-torn, probability = 1, at = read | [0].at = read: must be one of write: what disk-torn can",
                "fault = crash, probability = 1, at = Account  | [0].at = Account: must be a component's name",
                "fault = crash, probability = 1, at = ''        | [0].at = '': must be a component's name",
                "fault = crash, probability = NaN              | [0].probability = NaN: must be a number from 0 to 1",
                "fault = crash, probability = -0.1             | [0].probability = -0.1: must be a number from 0 to 1",
                "fault = crash, probability = 1, most = 1048577 | [0].most = 1048577: must be a whole number from 1",
                "fault = hang, probability = 1, lasts = 0s     | [0].lasts = 0s: must be a positive duration",
                "fault = hang, probability = 1, lasts = 366d   | [0].lasts = 366d: must be a positive duration",
                "fault = crash, probability = 1, lasts = 5s    | [0].lasts = 5s: must be left out: this fault takes no time",
                "fault = crash, probability = 1, att = x       | [0].att is unknown: did you mean at?",
            })
    void a_rule_that_makes_no_sense_is_refused(String rule, String expected) {
        assertThat(written("holdfast.faults.enabled = on", "[{ " + rule + " }]").problems())
                .first()
                .asString()
                .startsWith("application.conf:3: holdfast.faults.inject" + expected);
    }

    @Test
    void in_code_the_same_limits_hold() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.of(InjectedFault.KILL, 1))
                .withMessageContaining("is not injected by the runtime");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.of(InjectedFault.CRASH, -0.1))
                .withMessageContaining("must be a number from 0 to 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.of(InjectedFault.DISK_FAILED, 1).at("account"))
                .withMessageContaining("what disk-failed can strike");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.of(InjectedFault.CRASH, 1).at("account|"))
                .withMessageContaining("must be a component's name");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultRule.of(InjectedFault.CRASH, 1).lasting(Duration.ofSeconds(1)))
                .withMessageContaining("takes no time");
    }

    @Test
    void what_is_written_in_code_reads_back_from_its_HOCON() {
        FaultSettings faults = FaultSettings.of(
                FaultRule.of(InjectedFault.MESSAGE_LATE, 0.25).at("account|7").lasting(Duration.ofMillis(30)),
                FaultRule.of(InjectedFault.DISK_FAILED, 1).at("write").atMost(1));

        assertThat(FaultSettings.from(ConfigFactory.parseString(faults.hocon())))
                .isEqualTo(faults);
    }

    @Test
    void a_rule_for_a_component_is_for_all_its_instances_and_for_no_other_component() {
        FaultRule rule = FaultRule.of(InjectedFault.CRASH, 1).at("account");

        assertThat(rule.isFor("account|7")).isTrue();
        assertThat(rule.isFor("accounts|7")).isFalse();
        assertThat(FaultRule.of(InjectedFault.CRASH, 1).at("account|7").isFor("account|71"))
                .isFalse();
        assertThat(FaultRule.of(InjectedFault.CRASH, 1).isFor("account|7")).isTrue();
    }

    @Test
    void a_rule_for_an_instance_is_for_none_whose_id_only_begins_so() {
        FaultRule rule = FaultRule.of(InjectedFault.CRASH, 1).at("account|7");

        assertThat(rule.isFor("account|7")).isTrue();
        assertThat(rule.isFor("account|7|x")).isFalse();
    }

    @Test
    void a_rule_names_its_component_but_for_the_caller_and_the_disk() {
        assertThat(FaultRule.of(InjectedFault.CRASH, 1).at("account|7|x").component())
                .contains("account");
        assertThat(FaultRule.of(InjectedFault.CRASH, 1).at("caller").component())
                .contains("caller");
        assertThat(FaultRule.of(InjectedFault.MESSAGE_LOST, 1).at("caller").component())
                .isEmpty();
        assertThat(FaultRule.of(InjectedFault.DISK_SLOW, 1).at("write").component())
                .isEmpty();
    }

    @Test
    void enabled_without_faults_is_nothing_wrong() {
        assertThat(written("holdfast.faults.enabled = on", "[]").settings().faults())
                .isEqualTo(new FaultSettings(true, List.of()));
    }

    @Test
    void of_an_unreadable_enabled_nothing_is_concluded() {
        assertThat(written("holdfast.faults.enabled = maybe", "[{ fault = crash, probability = 1 }]")
                        .problems())
                .singleElement()
                .asString()
                .contains("holdfast.faults.enabled = maybe: must be on or off");
    }

    @Test
    void faults_of_a_disk_are_refused_where_no_journal_is_on_one() {
        Written without = Written.in(
                directory,
                "holdfast.runtime { journal-plugin = jdbc-journal, read-journal-plugin = jdbc-read-journal }",
                "holdfast.faults.enabled = on",
                "holdfast.faults.inject = [{ fault = disk-slow, probability = 1 }]");
        assertThat(without.problems())
                .singleElement()
                .asString()
                .startsWith("application.conf:3: holdfast.faults.inject")
                .contains("must hold no fault of the disk");
    }
}
