package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kernel.Response.Final;
import dev.holdfast.kernel.Response.Unavailable;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.FragileApply;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.Stored;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReplayTest {

    private static final String QUICK =
            "holdfast.runtime.kernel { read-timeout = 300ms, read-batch.max-entries = 2 }\n";

    /** Entries that {@link #fill} makes. */
    private static final int FILLED = 6;

    @TempDir
    Path directory;

    @Test
    void an_entry_missing_in_the_middle_parks_the_component_with_the_gap_named_K8() {
        assertParked(
                entries -> entries.stream().filter(read -> read.sequence() != 3).toList(),
                "storage-corrupt",
                "entry 3 is missing");
    }

    @Test
    void a_missing_tail_parks_the_component_K8() {
        assertParked(
                entries -> entries.stream().filter(read -> read.sequence() < 5).toList(),
                "storage-corrupt",
                "ends at entry 4");
    }

    @Test
    void a_changed_entry_parks_the_component_K8() {
        assertParked(
                entries -> entries.stream()
                        .map(read ->
                                read.sequence() == 3 ? new JournalReader.ReadEntry(3, changed(read.entry())) : read)
                        .toList(),
                "storage-corrupt",
                "breaks at entry 3");
    }

    @Test
    void entries_out_of_order_park_the_component_K8() {
        assertParked(
                entries -> {
                    List<JournalReader.ReadEntry> turned = new ArrayList<>(entries);
                    Collections.reverse(turned);
                    return turned;
                },
                "storage-corrupt",
                "is missing");
    }

    @Test
    void an_event_that_cannot_be_applied_parks_the_component_R3() {
        Account.failures("poison", 0);
        try (Plant plant = Plant.on(directory)) {
            assertThat(plant.ask(id("c", 1), new FragileApply("poison", 1))).isInstanceOf(Final.class);
        }
        Account.failures("poison", Integer.MAX_VALUE);
        try (Plant plant = Plant.on(directory)) {
            assertThat(plant.ask(id("d", 1), new Show()))
                    .isInstanceOfSatisfying(
                            Unavailable.class,
                            refused -> assertThat(refused.reason())
                                    .contains("account|1 is parked")
                                    .contains("poison-event"));
        }
    }

    @Test
    void a_read_that_does_not_answer_in_time_is_tried_again_by_a_new_incarnation_K8() {
        fill();
        AtomicInteger reads = new AtomicInteger();
        UnaryOperator<JournalReader> deafOnce = reader -> new SpoiledReader(reader) {
            @Override
            public CompletionStage<List<ReadEntry>> read(
                    String persistenceId, long from, long to, int maxEntries, int maxBytes) {
                return reads.incrementAndGet() == 1
                        ? new CompletableFuture<>()
                        : super.read(persistenceId, from, to, maxEntries, maxBytes);
            }
        };
        try (Plant plant = new Plant(directory, QUICK, deafOnce)) {
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(5);
            assertThat(reads.get()).isGreaterThan(1);
        }
    }

    @Test
    void a_read_that_fails_is_tried_again_by_a_new_incarnation_and_stores_nothing_but_its_epoch() {
        fill();
        AtomicInteger reads = new AtomicInteger();
        try (Plant plant = new Plant(directory, QUICK, failing(() -> reads.incrementAndGet() == 1))) {
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(5);
        }
        assertThat(entries()).hasSize(FILLED + 2);
    }

    @Test
    void reads_that_fail_park_the_component_where_the_rule_says_so_and_nothing_is_stored() {
        fill();
        String parks = QUICK + "holdfast.segments.default.recovery = [{ on = storage-read, do = [park] }]\n";
        try (Plant plant = new Plant(directory, parks, failing(() -> true))) {
            assertParked(plant, "storage-read", "planned failure");
        }
        assertThat(entries()).hasSize(FILLED);
    }

    @Test
    void a_journal_that_was_read_damaged_once_is_read_again_where_the_rule_says_so() {
        fill();
        AtomicInteger reads = new AtomicInteger();
        UnaryOperator<JournalReader> damagedOnce = reader -> new SpoiledReader(reader) {
            @Override
            List<ReadEntry> spoil(List<ReadEntry> entries) {
                return reads.incrementAndGet() == 1 ? entries.subList(1, entries.size()) : entries;
            }
        };
        String again =
                QUICK + "holdfast.segments.default.recovery = [{ on = storage-corrupt, do = [roll-back, park] }]\n";
        try (Plant plant = new Plant(directory, again, damagedOnce)) {
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(5);
        }
        assertThat(entries()).hasSize(FILLED + 2);
    }

    @Test
    void a_journal_is_read_in_batches_no_larger_than_configured_K8() {
        fill();
        List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        UnaryOperator<JournalReader> counting = reader -> new SpoiledReader(reader) {
            @Override
            List<ReadEntry> spoil(List<ReadEntry> entries) {
                sizes.add(entries.size());
                return entries;
            }
        };
        try (Plant plant = new Plant(directory, QUICK, counting)) {
            assertThat(plant.cents(plant.ask(id("d", 1), new Show()))).isEqualTo(5);
            assertThat(sizes).hasSizeGreaterThanOrEqualTo(3).allMatch(size -> size <= 2);
        }
    }

    private void assertParked(UnaryOperator<List<JournalReader.ReadEntry>> spoiling, String kind, String finding) {
        fill();
        UnaryOperator<JournalReader> spoiled = reader -> new SpoiledReader(reader) {
            @Override
            List<ReadEntry> spoil(List<ReadEntry> entries) {
                return spoiling.apply(entries);
            }
        };
        try (Plant plant = new Plant(directory, QUICK, spoiled)) {
            assertParked(plant, kind, finding);
        }
        assertThat(entries()).as("nothing is stored").hasSize(FILLED);
    }

    private static void assertParked(Plant plant, String kind, String finding) {
        assertThat(plant.ask(id("d", 1), new Show()))
                .isInstanceOfSatisfying(
                        Unavailable.class,
                        refused -> assertThat(refused.reason())
                                .contains("account|1 is parked")
                                .contains(kind)
                                .contains(finding));
    }

    /** Reads of the journal fail when that is so. */
    private static UnaryOperator<JournalReader> failing(BooleanSupplier fails) {
        return reader -> new SpoiledReader(reader) {
            @Override
            public CompletionStage<List<ReadEntry>> read(
                    String persistenceId, long from, long to, int maxEntries, int maxBytes) {
                return fails.getAsBoolean()
                        ? CompletableFuture.failedStage(new IOException("planned failure"))
                        : super.read(persistenceId, from, to, maxEntries, maxBytes);
            }
        };
    }

    private List<Entry.Content> entries() {
        return Stored.entries(directory, "account|1");
    }

    /** Six entries: the epoch and five deposits. */
    private void fill() {
        try (Plant plant = Plant.on(directory)) {
            for (int i = 1; i <= 5; i++) {
                plant.ask(id("c", i), new Deposit(1));
            }
        }
    }

    private static StoredEntry changed(StoredEntry entry) {
        byte[] bytes = entry.bytes().clone();
        bytes[bytes.length - 1] ^= 1;
        return StoredEntry.of(bytes);
    }
}
