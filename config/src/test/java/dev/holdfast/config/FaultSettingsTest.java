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
                .withMessageContaining("operations of a disk");
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
}
