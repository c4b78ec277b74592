package dev.holdfast.persistence.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.Seen.Answered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("K6: windows of answered commands")
class WindowsTest {

    private static final Duration KEEP = Duration.ofMinutes(10);
    private static final Instant START = Instant.ofEpochMilli(1_000_000);
    private static final int SWEEP_EVERY = 1024;

    private final Windows windows = new Windows(KEEP);

    @Test
    void a_number_below_the_floor_is_forgotten_not_unseen_K6() {
        remember("s", 1, 1);
        remember("s", 2, 1);
        remember("s", 3, 3);

        assertThat(windows.find("s", 1)).isEqualTo(Seen.FORGOTTEN);
        assertThat(windows.find("s", 2)).isEqualTo(Seen.FORGOTTEN);
        assertThat(windows.find("s", 3)).isEqualTo(answer("s", 3));
    }

    @Test
    void a_number_that_was_never_answered_stays_forgotten_once_the_floor_is_above_it_K6() {
        remember("s", 9, 9);

        assertThat(windows.find("s", 8)).isEqualTo(Seen.FORGOTTEN);
    }

    @Test
    void a_late_outcome_below_the_floor_changes_nothing_K6() {
        remember("s", 9, 9);
        remember("s", 6, 2);
        remember("s", 11, 9);

        assertThat(windows.find("s", 6)).isEqualTo(Seen.FORGOTTEN);
        assertThat(windows.find("s", 9)).isEqualTo(answer("s", 9));
        assertThat(windows.find("s", 10)).isEqualTo(Seen.NEVER);
    }

    @Test
    void an_answer_is_remembered_until_the_floor_passes_it_K6() {
        remember("s", 1, 1);
        for (long number = 2; number <= 500; number++) {
            remember("s", number, 1);
            assertThat(windows.find("s", 1)).isEqualTo(answer("s", 1));
        }
        remember("s", 501, 2);

        assertThat(windows.find("s", 1)).isEqualTo(Seen.FORGOTTEN);
        assertThat(windows.find("s", 2)).isEqualTo(answer("s", 2));
    }

    @Test
    void numbers_may_come_in_any_order_and_gaps_are_unseen_K6() {
        remember("s", 5, 1);
        remember("s", 2, 1);

        assertThat(windows.find("s", 1)).isEqualTo(Seen.NEVER);
        assertThat(windows.find("s", 2)).isEqualTo(answer("s", 2));
        assertThat(windows.find("s", 3)).isEqualTo(Seen.NEVER);
        assertThat(windows.find("s", 5)).isEqualTo(answer("s", 5));
        assertThat(windows.find("s", 6)).isEqualTo(Seen.NEVER);
    }

    @Test
    void another_sender_is_unseen_K6() {
        remember("s", 1, 1);

        assertThat(windows.find("t", 1)).isEqualTo(Seen.NEVER);
    }

    @Test
    void a_span_of_thousands_is_kept_and_a_small_one_after_it_K6() {
        for (long number = 1; number <= 5000; number += 2) {
            remember("s", number, 1);
        }
        for (long number = 1; number <= 5000; number++) {
            assertThat(windows.find("s", number)).isEqualTo(number % 2 == 1 ? answer("s", number) : Seen.NEVER);
        }

        remember("s", 10_001, 10_000);
        assertThat(windows.find("s", 4999)).isEqualTo(Seen.FORGOTTEN);
        assertThat(windows.find("s", 10_000)).isEqualTo(Seen.NEVER);
        assertThat(windows.find("s", 10_001)).isEqualTo(answer("s", 10_001));
        assertThat(windows.find("s", 10_002)).isEqualTo(Seen.NEVER);
    }

    @Test
    void a_window_is_not_dropped_at_deadline_plus_keep_but_at_the_first_look_after_it_K6() {
        Instant deadline = START.plusSeconds(5);
        windows.remember(outcome("s", 1, 1, deadline), START);

        lookForWindowsToDrop(deadline.plus(KEEP));
        assertThat(windows.find("s", 1)).isEqualTo(answer("s", 1));

        lookForWindowsToDrop(deadline.plus(KEEP).plusMillis(1));
        assertThat(windows.find("s", 1)).isEqualTo(Seen.PERHAPS);
        assertThat(windows.forgottenUntil()).isEqualTo(deadline);
    }

    @Test
    void after_a_drop_a_new_window_knows_all_from_its_first_number_on_and_nothing_below_K6() {
        windows.remember(outcome("s", 1, 1, START), START);
        lookForWindowsToDrop(START.plus(KEEP).plusMillis(1));

        windows.remember(outcome("s", 5, 1, START.plusSeconds(60)), START.plusSeconds(60));

        assertThat(windows.find("s", 4)).isEqualTo(Seen.PERHAPS);
        assertThat(windows.find("s", 6)).isEqualTo(Seen.NEVER);
        assertThat(windows.find("s", 5)).isEqualTo(answer("s", 5));
    }

    @Test
    void a_window_lives_as_long_as_the_latest_deadline_it_saw_K6() {
        Instant late = START.plusSeconds(100);
        windows.remember(outcome("s", 1, 1, late), START);
        windows.remember(outcome("s", 2, 1, START.plusSeconds(1)), START);

        lookForWindowsToDrop(late.plus(KEEP));

        assertThat(windows.find("s", 2)).isEqualTo(answer("s", 2));
    }

    @Test
    void the_window_of_an_effect_source_is_never_dropped_K6() {
        windows.remember(outcome("order|1", 1, 1, Instant.MAX), START);

        lookForWindowsToDrop(START.plus(Duration.ofDays(365_000)));

        assertThat(windows.find("order|1", 1)).isEqualTo(answer("order|1", 1));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void random_operations_agree_with_a_naive_model_K6(long seed) {
        Random random = new Random(seed);
        Model model = new Model();
        List<String> senders = List.of("a", "b", "c", "order|1");
        Map<String, Long> floors = new HashMap<>();
        Instant now = START;
        int widest = 1 << random.nextInt(12);
        for (int step = 0; step < 20_000; step++) {
            now = now.plusMillis(random.nextInt(2000) == 0 ? KEEP.toMillis() * 2 : random.nextInt(100));
            String sender = senders.get((step / 3000 + random.nextInt(2)) % 4); // two at a time, the others rest
            long floor =
                    floors.merge(sender, (long) random.nextInt(random.nextInt(50) == 0 ? 3 * widest : 3), Long::sum)
                            + 1;
            boolean late = random.nextInt(20) == 0;
            long number = late ? Math.max(1, floor - random.nextInt(5)) : floor + random.nextInt(widest);
            Instant deadline = sender.startsWith("order") ? Instant.MAX : now.plusMillis(random.nextInt(5000));
            Outcome outcome =
                    outcome(sender, number, Math.max(1, Math.min(number, floor) - random.nextInt(3)), deadline);
            windows.remember(outcome, now);
            model.remember(outcome);
            model.noticeDropped(windows, now);
            for (long asked : new long[] {1, floor - 1, floor, number - 1, number, number + 1, number + widest}) {
                String whose = senders.get(random.nextInt(senders.size()));
                model.check(windows, whose, Math.max(1, asked));
                model.check(windows, sender, Math.max(1, asked));
            }
        }
        assertThat(model.dropped).as("windows dropped for age").isPositive();
    }

    /** Remembers everything for ever; a window may be missing only when it is past its time. */
    private static final class Model {
        private static final TreeMap<Long, Seen> NONE = new TreeMap<>();
        private final Map<String, TreeMap<Long, Seen>> answers = new HashMap<>();
        private final Map<String, Long> floors = new HashMap<>();
        private final Map<String, Instant> deadlines = new HashMap<>();
        private final Map<String, Long> completeFrom = new HashMap<>();
        private int dropped;

        void remember(Outcome outcome) {
            String sender = outcome.sender();
            completeFrom.putIfAbsent(sender, dropped == 0 ? 1 : outcome.number());
            floors.merge(sender, outcome.floor(), Math::max);
            deadlines.merge(sender, outcome.deadline(), (one, other) -> one.isAfter(other) ? one : other);
            answers.computeIfAbsent(sender, s -> new TreeMap<>())
                    .put(outcome.number(), answer(sender, outcome.number()));
        }

        /** Only a look for windows to drop makes the highest answered number of a sender unseen. */
        void noticeDropped(Windows windows, Instant now) {
            for (String sender : List.copyOf(answers.keySet())) {
                long highest = answers.getOrDefault(sender, NONE).lastKey();
                if (windows.find(sender, highest).equals(Seen.PERHAPS)) {
                    Instant deadline = deadlines.getOrDefault(sender, Instant.MAX);
                    assertThat(deadline).as("last deadline of %s", sender).isBefore(now.minus(KEEP));
                    answers.remove(sender);
                    floors.remove(sender);
                    deadlines.remove(sender);
                    completeFrom.remove(sender);
                    dropped++;
                }
            }
        }

        void check(Windows windows, String sender, long number) {
            assertThat(windows.find(sender, number)).as("%s#%s", sender, number).isEqualTo(expected(sender, number));
        }

        private Seen expected(String sender, long number) {
            if (number < floors.getOrDefault(sender, 1L)) {
                return Seen.FORGOTTEN;
            }
            Seen unseen = number >= completeFrom.getOrDefault(sender, dropped == 0 ? 1 : Long.MAX_VALUE)
                    ? Seen.NEVER
                    : Seen.PERHAPS;
            return answers.getOrDefault(sender, NONE).getOrDefault(number, unseen);
        }
    }

    private void lookForWindowsToDrop(Instant now) {
        for (int i = 0; i < SWEEP_EVERY; i++) {
            windows.remember(outcome("other", 1, 1, now), now);
        }
    }

    private void remember(String sender, long number, long floor) {
        windows.remember(outcome(sender, number, floor, START), START);
    }

    private static Outcome outcome(String sender, long number, long floor, Instant deadline) {
        Encoded reply = new Encoded("reply", 1, (sender + number).getBytes(UTF_8));
        return new Outcome(
                sender,
                number,
                floor,
                deadline,
                number * 31,
                START,
                0,
                new Outcome.Completed(List.of(), reply, List.of()));
    }

    private static Seen answer(String sender, long number) {
        Answer kept = sender.startsWith("order")
                ? new Answer.Completed(new Encoded("none", 1, new byte[0])) // a source of effects needs no replies
                : outcome(sender, number, 1, START).result().answer();
        return new Answered(number * 31, kept);
    }
}
