package dev.holdfast.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.host.Chance;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FaultInjectorTest {

    private final List<String> asked = new ArrayList<>();

    /** What is likely happens. */
    private final Chance chance = new Chance() {
        @Override
        public boolean happens(String what, double probability) {
            asked.add(what);
            return probability > 0.5;
        }

        @Override
        public void hang(String what, Duration time) {
            asked.add(what + " for " + time);
        }
    };

    private FaultInjector injecting(FaultRule... rules) {
        return FaultInjector.of(FaultSettings.of(rules), chance);
    }

    @Test
    void what_no_rule_speaks_of_is_never_drawn() {
        FaultInjector injector = injecting(FaultRule.of(InjectedFault.CRASH, 1).at("account"));

        assertThat(injector.strikes(InjectedFault.CRASH, "flight|1")).isEmpty();
        assertThat(injector.strikes(InjectedFault.HANG, "account|1")).isEmpty();
        assertThat(asked).isEmpty();
        assertThat(injector.injects(InjectedFault.HANG, InjectedFault.CRASH)).isTrue();
        assertThat(injector.injects(InjectedFault.HANG)).isFalse();
    }

    @Test
    void it_strikes_as_chance_says() {
        FaultInjector injector = injecting(
                FaultRule.of(InjectedFault.CRASH, 0.4).at("account"),
                FaultRule.of(InjectedFault.CRASH, 0.6).at("flight"));

        assertThat(injector.strikes(InjectedFault.CRASH, "account|1")).isEmpty();
        assertThat(injector.strikes(InjectedFault.CRASH, "flight|1")).isPresent();
        assertThat(asked).containsExactly("crash at account|1", "crash at flight|1");
    }

    @Test
    void it_strikes_so_often_at_most() {
        FaultInjector injector = injecting(FaultRule.of(InjectedFault.CRASH, 1).atMost(2));

        assertThat(injector.strikes(InjectedFault.CRASH, "a")).isPresent();
        assertThat(injector.strikes(InjectedFault.CRASH, "b")).isPresent();
        assertThat(injector.strikes(InjectedFault.CRASH, "c")).isEmpty();
    }

    @Test
    void the_first_rule_that_strikes_counts() {
        FaultInjector injector = injecting(
                FaultRule.of(InjectedFault.HANG, 0.1).lasting(Duration.ofSeconds(1)),
                FaultRule.of(InjectedFault.HANG, 0.9).lasting(Duration.ofSeconds(2)),
                FaultRule.of(InjectedFault.HANG, 1).lasting(Duration.ofSeconds(3)));

        assertThat(injector.strikes(InjectedFault.HANG, "account|1")).contains(Duration.ofSeconds(2));
    }

    @Test
    void what_it_throws_names_the_fault_and_the_place() {
        assertThatExceptionOfType(InjectedFailure.class)
                .isThrownBy(() ->
                        injecting(FaultRule.of(InjectedFault.CRASH, 1)).mayThrow(InjectedFault.CRASH, "account|1"))
                .withMessage("injected crash at account|1");
    }

    @Test
    void a_hang_lasts_as_long_as_its_rule_says() {
        injecting(FaultRule.of(InjectedFault.HANG, 1).lasting(Duration.ofSeconds(7)))
                .mayHang(InjectedFault.HANG, "account|1");

        assertThat(asked).containsExactly("hang at account|1", "hang at account|1 for PT7S");
    }

    @Test
    void none_injects_nothing() {
        for (InjectedFault fault : InjectedFault.values()) {
            assertThat(FaultInjector.none().strikes(fault, "account|1")).isEmpty();
        }
    }
}
