package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which rung may stand in the ladder of which fault. */
class RungFitTest {
    private static final List<String> ALL =
            List.of("retry 3", "roll-back", "roll-forward", "alternate", "void-command", "quarantine-command", "park");

    @ParameterizedTest
    @CsvSource({
        "crash, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
        "poison-command, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
        "invariant-violated, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
        "state-corrupted, roll-back|park",
        "poison-event, roll-back|alternate|void-command|park",
        "storage-write, roll-back|park",
        "storage-read, roll-back|park",
        "storage-corrupt, roll-back|park",
        "transient, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
        "intermittent, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
        "permanent, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
        "com.acme.Stale, retry 3|roll-back|roll-forward|alternate|quarantine-command|park",
    })
    void a_rung_stands_where_it_makes_sense_and_nowhere_else(String on, String fitting) {
        FaultMatch match = FaultMatch.parse(on);
        Set<String> allowed = Set.of(fitting.split("\\|"));
        for (String text : ALL) {
            List<Rung> ladder = List.of(Rung.parse(text));
            if (allowed.contains(text)) {
                assertThat(new RecoveryRule(match, ladder).rungs()).isEqualTo(ladder);
            } else {
                assertThatIllegalArgumentException()
                        .as(text + " on " + on)
                        .isThrownBy(() -> new RecoveryRule(match, ladder))
                        .withMessageMatching("do\\[0] = " + text + ": must be .* or park on " + on + ": .*");
            }
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "state-corrupted | retry 3      | no command is to blame, there is none to retry or quarantine",
                "state-corrupted | roll-forward | only memory is wrong; events that correct it would spoil the journal, which is right",
                "state-corrupted | alternate    | no code of yours failed, another version of it would do no better",
                "poison-event    | roll-forward | without that event there is no state that a correction could start from",
                "storage-read    | roll-forward | a correction mends a state, not storage",
                "crash           | void-command | only a poison-event says which stored command is to blame; void others by a plan of yours",
                "permanent       | void-command | only a poison-event says which stored command is to blame; void others by a plan of yours",
            })
    void a_refusal_says_why_R1_R3(String on, String rung, String why) {
        FaultMatch match = FaultMatch.parse(on);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecoveryRule(match, List.of(Rung.parse(rung))))
                .withMessageEndingWith(" on " + on + ": " + why);
    }

    @ParameterizedTest
    @CsvSource({
        "crash, roll-forward, a correction is written once",
        "crash, alternate, it takes one version after the other",
        "poison-event, void-command, what is voided stays so"
    })
    void a_rung_that_has_nothing_left_the_second_time_stands_once(String on, String rung, String why) {
        FaultMatch match = FaultMatch.parse(on);
        List<Rung> ladder = List.of(Rung.parse(rung), new Rung.RollBack(), Rung.parse(rung));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new RecoveryRule(match, ladder))
                .withMessageStartingWith("do[2] = " + rung + ": must stand once in a ladder: " + why);
    }
}
