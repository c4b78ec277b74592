package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FaultPlanTest {

    private static final Fault[] ROW_FAULTS = {
        Fault.CRASH, Fault.CRASH_IN_APPLY, Fault.WRITE_FAILED, Fault.POISON_COMMAND
    };

    @Test
    void exactly_the_wanted_number_of_rows_is_struck_and_none_twice() {
        for (long seed = 0; seed < 100; seed++) {
            FaultPlan plan = FaultPlan.of(seed, 20_000, FaultCounts.defaults(20_000));
            Set<Long> struck = new HashSet<>();
            for (Fault fault : ROW_FAULTS) {
                assertThat(plan.rows(fault)).hasSize(24).isSorted();
                Arrays.stream(plan.rows(fault)).forEach(struck::add);
            }
            assertThat(struck).hasSize(4 * 24).allMatch(row -> row >= 1 && row <= 20_000);
        }
    }

    @Test
    void the_same_seed_strikes_the_same_rows_and_another_seed_others() {
        FaultCounts counts = FaultCounts.defaults(20_000);

        assertThat(FaultPlan.of(7, 20_000, counts).rows(Fault.CRASH_IN_APPLY))
                .isEqualTo(FaultPlan.of(7, 20_000, counts).rows(Fault.CRASH_IN_APPLY))
                .isNotEqualTo(FaultPlan.of(8, 20_000, counts).rows(Fault.CRASH_IN_APPLY));
    }

    @Test
    void faults_are_spread_over_the_whole_run() {
        long[] rows = FaultPlan.of(1, 1_000_000, FaultCounts.parse("crash=20", 1_000_000))
                .rows(Fault.CRASH);

        for (int i = 0; i < rows.length; i++) {
            assertThat(rows[i]).isBetween(i * 50_000L + 1, (i + 1) * 50_000L);
        }
    }

    @Test
    void every_row_can_be_struck() {
        FaultPlan plan =
                FaultPlan.of(1, 4, FaultCounts.parse("crash=1,crash-in-apply=1,write-failed=1,poison-command=1", 4));

        assertThat(Arrays.stream(ROW_FAULTS).flatMapToLong(fault -> Arrays.stream(plan.rows(fault))))
                .containsExactlyInAnyOrder(1L, 2L, 3L, 4L);
    }

    @Test
    void counts_are_read_and_written_in_one_form() {
        FaultCounts counts = FaultCounts.parse("kill=2,crash-in-apply=3", 100);

        assertThat(counts.of(Fault.CRASH_IN_APPLY)).isEqualTo(3);
        assertThat(counts.of(Fault.CRASH)).isZero();
        assertThat(FaultCounts.parse(counts.text(), 100)).isEqualTo(counts);
        assertThat(FaultCounts.parse("none", 0)).isEqualTo(FaultCounts.none());
        assertThat(FaultCounts.parse(FaultCounts.none().text(), 0)).isEqualTo(FaultCounts.none());
    }

    @Test
    void small_data_has_fewer_faults_by_default() {
        assertThat(FaultCounts.defaults(20_000).of(Fault.KILL)).isEqualTo(1);
        assertThat(FaultCounts.defaults(16).of(Fault.POISON_COMMAND)).isEqualTo(2);
        assertThat(FaultCounts.defaults(16).of(Fault.KILL)).isZero();
        assertThat(FaultCounts.parse("default", 0).of(Fault.CRASH)).isZero();
    }

    private static void assertRefused(String message, String... texts) {
        for (String text : texts) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> FaultCounts.parse(text, 100))
                    .withMessageContaining(message);
        }
    }

    @Test
    void what_is_no_fault_is_refused() {
        assertRefused("is no fault", "", "typo=1", "none,kill=1");
        assertRefused("say e.g. kill=1", "kill", "kill=", "crash=1,kill");
        assertRefused("'crash' is named twice", "crash=1,crash=2");
        assertRefused("is no number from 0 to 999999", "crash=-1", "crash=x", "crash=1000000");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FaultCounts.parse("crash=5,crash-in-apply=6", 10))
                .withMessageContaining("need 11 rows");
    }
}
