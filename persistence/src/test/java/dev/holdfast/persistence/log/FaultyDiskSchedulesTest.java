package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.DiskFault;
import dev.holdfast.persistence.file.RestingDamage;
import dev.holdfast.persistence.log.FaultySchedule.Summary;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * How many schedules are run says the system property {@code test.schedules}; {@code test.schedule} runs one alone,
 * by its seed.
 */
@DisplayName("D1, D2, D5: on a faulty disk nothing acknowledged is lost in silence, and nothing refused comes back")
class FaultyDiskSchedulesTest {

    private static final int SCHEDULES = Integer.getInteger("test.schedules", 2000);
    private static final String ONE = "test.schedule";

    private final List<String> faults = new ArrayList<>();
    private final List<Summary> summaries = new ArrayList<>();

    private void run(long seed) {
        FaultySchedule schedule = new FaultySchedule(seed);
        try {
            summaries.add(schedule.run());
        } catch (Exception | AssertionError e) {
            throw new AssertionError(
                    "schedule " + seed + " failed: " + e.getMessage() + "\nThe disk: " + schedule.trace()
                            + "\nRepeat it: mvn test -pl config,persistence -Dtest=FaultyDiskSchedulesTest"
                            + " -Dsurefire.failIfNoSpecifiedTests=false -D" + ONE + "=" + seed,
                    e);
        }
        faults.addAll(schedule.trace());
    }

    private void run(int parity) {
        Long one = Long.getLong(ONE);
        if (one != null) {
            if (Math.floorMod(one, 2) == parity) {
                run(one);
            }
            return;
        }
        for (long seed = parity; seed < SCHEDULES; seed += 2) {
            run(seed);
        }
        System.out.println(describe());
        assertThat(summaries.stream().mapToInt(Summary::acknowledged).average().orElse(0))
                .isGreaterThan(20);
        assertThat(summaries).filteredOn(summary -> summary.waits() > 0).hasSizeGreaterThan(SCHEDULES / 200);
        assertThat(summaries).filteredOn(summary -> summary.handedOver() > 10).hasSizeGreaterThan(SCHEDULES / 20);
        for (DiskFault kind : DiskFault.values()) {
            assertThat(faults.stream().anyMatch(fault -> fault.endsWith(": " + kind)))
                    .as("%s happened", kind)
                    .isEqualTo(parity == 1 || !kind.breaksTheDisksWord());
        }
    }

    private String describe() {
        return summaries.size() + " schedules: " + faults.size() + " faults, "
                + summaries.stream().mapToInt(Summary::openings).sum() + " openings, "
                + summaries.stream().mapToInt(Summary::acknowledged).sum() + " changes acknowledged, "
                + summaries.stream().mapToInt(Summary::waits).sum() + " lives with writes that waited for space, "
                + summaries.stream().mapToInt(Summary::handedOver).sum()
                + " groups written while the next was assembled, "
                + summaries.stream().filter(Summary::detected).count() + " logs found damaged, "
                + summaries.stream().mapToInt(Summary::lostInSilence).sum()
                + " last changes that one directory cannot miss";
    }

    @Test
    void nothing_acknowledged_is_lost_while_the_disk_keeps_its_word_however_much_fails() {
        run(0);

        assertThat(summaries).allMatch(summary -> !summary.detected() && summary.lostInSilence() == 0);
    }

    @Test
    void a_disk_that_breaks_its_word_is_found_out_and_costs_in_silence_only_the_end_that_one_directory_cannot_know() {
        run(1);

        if (summaries.size() > 1) {
            assertThat(summaries).filteredOn(Summary::detected).hasSizeGreaterThan(summaries.size() / 10);
            assertThat(summaries).anyMatch(summary -> summary.lostInSilence() > 0);
            for (RestingDamage kind : RestingDamage.values()) {
                assertThat(faults).anyMatch(fault -> fault.startsWith("at rest: " + kind));
            }
        }
    }
}
