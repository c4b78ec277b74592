package dev.holdfast.testkit.users;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.Simulate;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.SimulationFailed;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class UserBugsTest {

    private static final int SEEDS = 1_000;
    private static final int FEW = 10;

    /** How it is found; printed, because docs/guides/testing.md shows such a report. */
    private static SimulationFailed find(String test, Scenario scenario) {
        Seeds seeds = new Seeds("UserBugsTest#" + test, scenario);
        SimulationFailed failed = catchThrowableOfType(
                SimulationFailed.class,
                () -> seeds.run(SEEDS, List.of(Strategy.RANDOM, Strategy.PCT), Duration.ofHours(1)));
        assertThat(failed).as("the bug is found").isNotNull();
        System.out.println(failed.getMessage());
        return failed;
    }

    @Test
    void a_check_that_is_not_one_with_its_act_is_found() {
        SimulationFailed found = find(
                "a_check_that_is_not_one_with_its_act_is_found",
                simulation -> Registration.claim(simulation, Registration.thatLooksFirst(new HashSet<>()), false));
        assertThat(found).hasMessageContaining("the address has").hasMessageContaining("others first at the directory");
        assertThat(found.needed()).hasSizeBetween(1, FEW);
    }

    @Test
    void an_acknowledgement_before_the_write_is_found() {
        SimulationFailed found = find("an_acknowledgement_before_the_write_is_found", Orders::placePostingAtOnce);
        assertThat(found).hasMessageContaining("letters say").hasMessageContaining("the power is lost");
        assertThat(found.needed()).hasSizeBetween(1, FEW);
    }

    @Test
    void a_hidden_counter_is_found() {
        SimulationFailed found =
                find("a_hidden_counter_is_found", simulation -> Tickets.sell(simulation, Tickets.HIDDEN_COUNTER));
        assertThat(found).hasMessageContaining("but the last is").hasMessageContaining("the power is lost");
        assertThat(found.needed()).hasSizeBetween(1, FEW);
    }

    @Simulate(seeds = 30)
    void an_address_that_knows_whether_it_is_taken_has_one_holder(Simulation simulation) {
        Registration.claim(simulation, Registration.ofAddresses(), true);
    }

    @Simulate(seeds = 50)
    void a_letter_that_is_an_effect_speaks_of_what_is_written_R6(Simulation simulation) {
        Orders.placeWithEffect(simulation);
    }

    @Simulate(seeds = 30)
    void tickets_that_the_state_counts_keep_their_numbers_K9(Simulation simulation) {
        Tickets.sell(simulation, Tickets.COUNTED);
    }
}
