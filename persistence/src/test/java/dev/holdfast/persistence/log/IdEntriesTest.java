package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdEntriesTest {

    private static final String ID = "id";
    private static final long FRAME = Place.of(7, 1000);

    private final IdEntries entries = new IdEntries(ID);
    private final List<Long> expected = new ArrayList<>();

    private void append(long sequence) {
        int number = (int) sequence;
        entries.apply(List.of(new RecordEntry(ID, Kind.DATA, 0, sequence, 10 * number, 21 + number % 5)), FRAME);
        expected.add(sequence);
    }

    private void delete(long to) {
        entries.apply(List.of(new RecordEntry(ID, Kind.DELETED_TO, 0, to, 0, 22)), FRAME);
        expected.removeIf(sequence -> sequence <= to);
    }

    private void check(long from, int most) {
        List<Long> all = new ArrayList<>();
        int count = entries.forEach((sequence, place, length) -> {
            all.add(sequence);
            assertThat(place).isEqualTo(FRAME + 10 * sequence);
            assertThat(length).isEqualTo(21 + sequence % 5);
        });
        assertThat(all).isEqualTo(expected);
        assertThat(count).isEqualTo(expected.size());
        PlanBuilder plan = new PlanBuilder(IdKey.of(ID), Long.MAX_VALUE, most, Integer.MAX_VALUE);
        entries.addTo(plan, from);
        assertThat(plan.build().sequences())
                .containsExactly(expected.stream()
                        .filter(sequence -> sequence >= from)
                        .limit(most)
                        .mapToLong(sequence -> sequence)
                        .toArray());
    }

    @Test
    void holds_what_a_list_would_after_any_appends_and_deletions() {
        for (int seed = 0; seed < 20; seed++) {
            Random random = new Random(seed);
            long next = 1
                    + expected.stream()
                            .mapToLong(n -> n)
                            .max()
                            .orElse(entries.facts().highest());
            for (int step = 0; step < 30; step++) {
                int appends = random.nextInt(random.nextBoolean() ? 6 : 3 * EntryRun.MOST);
                for (int i = 0; i < appends; i++) {
                    append(next);
                    next += 1 + random.nextInt(3);
                }
                if (random.nextInt(3) == 0 && !expected.isEmpty()) {
                    long last = expected.get(expected.size() - 1);
                    long first = expected.get(0);
                    delete(random.nextInt(4) == 0 ? last : first + random.nextLong(1 + last - first));
                }
                check(random.nextLong(next + 2), 1 + random.nextInt(3 * EntryRun.MOST));
            }
        }
    }

    @Test
    void a_few_more_after_a_deletion_of_nearly_all_are_found() {
        for (long n = 1; n <= EntryRun.MOST; n++) {
            append(n);
        }
        delete(EntryRun.MOST - 1);
        for (long n = EntryRun.MOST + 1; n <= 3 * EntryRun.MOST; n++) {
            append(n);
            check(n - 3, 10);
        }
    }
}
