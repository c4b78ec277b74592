package dev.holdfast.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.holdfast.config.Rung;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClimbTest {

    private static final List<Rung> CRASH = ladder("retry 2, roll-back, quarantine-command");

    @Test
    void a_rung_that_recurs_gives_way_to_the_next() {
        assertThat(walk(CRASH, means("intact restart"), 5))
                .containsExactly("retry", "retry", "roll-back", "quarantine-command", "quarantine-command");
    }

    @Test
    void a_retry_with_a_damaged_state_needs_room_for_a_restart_R2() {
        assertThat(walk(CRASH, means("restart"), 1)).containsExactly("retry");
        assertThat(walk(CRASH, means(""), 1)).containsExactly("quarantine-command");
    }

    @Test
    void roll_back_gives_way_when_the_restart_intensity_is_used_up() {
        assertThat(walk(CRASH, means("intact"), 3)).containsExactly("retry", "retry", "quarantine-command");
    }

    @Test
    void a_fault_that_no_rule_matches_parks() {
        assertThat(walk(List.of(), means("intact restart"), 1)).containsExactly("park");
    }

    @Test
    void a_fault_that_outlasts_its_rule_parks() {
        assertThat(walk(ladder("retry 1"), means("intact restart"), 3)).containsExactly("retry", "park", "park");
    }

    /** What is done the first, second, … time; the last rung is for ever. */
    @ParameterizedTest
    @CsvSource({
        "'roll-forward, quarantine-command',      corrects,            roll-forward quarantine-command",
        "'roll-forward, quarantine-command',      intact restart,      quarantine-command quarantine-command",
        "'roll-forward, roll-back, park',         corrects restart,    roll-forward roll-back park",
        "'alternate, quarantine-command',         two,                 alternate alternate quarantine-command",
        "'alternate, quarantine-command',         one,                 alternate quarantine-command",
        "'alternate, quarantine-command',         intact,              quarantine-command quarantine-command",
        "'roll-back, alternate',                  two restart,         roll-back alternate alternate park park",
        "'alternate, void-command, park',         nobody one void,     alternate void-command park park",
        "'void-command, park',                    nobody restart,      park park",
        "'void-command',                          nobody void,         void-command park",
        "'retry 2, roll-back, quarantine-command', nobody restart,     roll-back park park",
        "'retry 2, roll-back, quarantine-command', nobody intact,      park park",
        "'roll-forward, alternate, roll-back',    '',                  park park",
    })
    void a_rung_that_cannot_be_taken_is_passed_over(String ladder, String means, String expected) {
        String[] names = expected.split(" ", -1);

        assertThat(walk(ladder(ladder), means(means), names.length)).containsExactly(names);
    }

    @Test
    void each_alternate_is_tried_once_in_the_order_declared() {
        List<Rung> ladder = ladder("retry 1, alternate, park");
        Means means = means("intact two");
        Climb.Step first = new Climb(0, 1).next(ladder, means);
        Climb.Step second = first.climb().next(ladder, means);

        assertThat(List.of(first, second))
                .allSatisfy(step -> assertThat(step.rung()).isEqualTo(new Rung.Alternate()));
        assertThat(first.climb().times()).isEqualTo(1);
        assertThat(second.climb().times()).isEqualTo(2);
    }

    @Test
    void a_rung_that_could_be_taken_before_is_not_taken_again_after_a_higher_one() {
        List<Rung> ladder = ladder("roll-forward, roll-back, quarantine-command");
        Climb.Step passed = Climb.START.next(ladder, means("restart"));

        assertThat(passed.rung()).isEqualTo(new Rung.RollBack());
        assertThat(passed.climb().next(ladder, means("corrects restart")).rung())
                .isEqualTo(new Rung.QuarantineCommand());
    }

    @ParameterizedTest
    @CsvSource({
        "retry 1, intact, false",
        "retry 1, restart, true",
        "roll-back, intact restart, true",
        "quarantine-command, intact, false",
        "quarantine-command, '', true",
        "roll-forward, corrects, false",
        "alternate, one, false",
        "void-command, void, false",
        "park, '', false",
    })
    void only_a_restart_counts_against_the_intensity_not_what_a_lower_rung_mended(
            String rung, String means, boolean restart) {
        Climb.Step step = Climb.START.next(ladder(rung), means(means));

        assertThat(step.rung()).isEqualTo(Rung.parse(rung));
        assertThat(step.restart()).isEqualTo(restart);
    }

    @Test
    void a_fault_that_changes_ladders_goes_on_where_it_was_on_each() {
        List<Rung> once = ladder("retry 2, quarantine-command");
        List<Rung> other = ladder("roll-back, park");
        List<String> names = new ArrayList<>();
        Climbs climbs = Climbs.NONE;
        for (int i = 0; i < 6; i++) {
            List<Rung> ladder = i % 2 == 0 ? once : other;
            Climb.Step step = climbs.on(ladder).next(ladder, means("intact restart"));
            climbs = climbs.with(ladder, step.climb());
            names.add(step.rung().name());
        }

        assertThat(names).containsExactly("retry", "roll-back", "retry", "park", "quarantine-command", "park");
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, Integer.MIN_VALUE})
    void there_are_no_fewer_than_no_alternates(int alternates) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Means(true, true, true, true, alternates, true))
                .withMessage("alternates = " + alternates + ": must be at least 0");
    }

    private static List<String> walk(List<Rung> ladder, Means means, int times) {
        List<String> names = new ArrayList<>();
        Climb climb = Climb.START;
        for (int i = 0; i < times; i++) {
            Climb.Step step = climb.next(ladder, means);
            names.add(step.rung().name());
            climb = step.climb();
        }
        return names;
    }

    private static List<Rung> ladder(String rungs) {
        return Stream.of(rungs.split(", ", -1)).map(Rung::parse).toList();
    }

    /** With a command, unless {@code nobody} is to blame. */
    private static Means means(String words) {
        List<String> all = List.of(words.split(" ", -1));
        int alternates = all.contains("two") ? 2 : all.contains("one") ? 1 : 0;
        return new Means(
                !all.contains("nobody"),
                all.contains("intact"),
                all.contains("restart"),
                all.contains("corrects"),
                alternates,
                all.contains("void"));
    }
}
