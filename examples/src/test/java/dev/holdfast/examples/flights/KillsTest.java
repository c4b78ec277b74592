package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;

class KillsTest {

    private static List<KillPoint> points(String... percents) {
        return List.of(percents).stream().map(KillPoint::parse).sorted().toList();
    }

    @Test
    void a_kill_is_due_once_its_share_is_fed() throws RunFailedException {
        Kills kills = Kills.exactly(points("70%", "30%"), 1000);

        assertThat(kills.isDue(299)).isFalse();
        assertThat(kills.isDue(300)).isTrue();
        kills.count();
        kills.startedAt(310);
        assertThat(kills.isDue(310)).isFalse();
        assertThat(kills.isDue(700)).isTrue();
        kills.count();
        kills.endOfFeed();
        assertThat(kills.done()).isEqualTo(2);
    }

    @Test
    void a_kill_that_is_due_only_when_all_is_fed_comes_too_late() {
        Kills kills = Kills.exactly(points("99.99%"), 1000);

        assertThat(kills.isDue(1000)).isFalse();
        assertThatExceptionOfType(RunFailedException.class)
                .isThrownBy(kills::endOfFeed)
                .withMessageContaining("the kill after 99.99 % came too late");
    }

    @Test
    void a_kill_after_which_nothing_is_left_to_feed_came_too_late() throws RunFailedException {
        Kills kills = Kills.exactly(points("50%"), 1000);
        kills.startedAt(0);
        kills.count();

        assertThatExceptionOfType(RunFailedException.class)
                .isThrownBy(() -> kills.startedAt(1000))
                .withMessageContaining("came too late");
    }

    @Test
    void a_resumed_run_leaves_out_default_kills_it_has_passed_but_not_those_asked_for() throws RunFailedException {
        Kills byDefault = Kills.wherePossible(KillPoint.spread(3), 1000);
        byDefault.startedAt(600);
        assertThat(byDefault.isDue(700)).isFalse();
        assertThat(byDefault.isDue(750)).isTrue();

        Kills asked = Kills.exactly(points("50%"), 1000);
        asked.startedAt(600);
        assertThat(asked.isDue(610)).isTrue();
    }

    @Test
    void kills_are_spread_evenly_and_shown_as_they_are_written() {
        assertThat(KillPoint.spread(3)).extracting(KillPoint::toString).containsExactly("25 %", "50 %", "75 %");
        assertThat(KillPoint.parse("12.5")).hasToString("12.5 %");
        assertThat(KillPoint.parse("0.01%").row(100)).isEqualTo(1);
    }

    @Test
    void what_is_no_share_is_refused() {
        for (String text : new String[] {"0%", "100%", "101%", "-1%", "half", "", "NaN%"}) {
            assertThatIllegalArgumentException().isThrownBy(() -> KillPoint.parse(text));
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> KillPoint.parse("100%"))
                .withMessageContaining("no kill after 100.0 %");
    }
}
