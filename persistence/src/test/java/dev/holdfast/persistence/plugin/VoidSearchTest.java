package dev.holdfast.persistence.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.time.Instant;
import java.util.AbstractList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class VoidSearchTest {

    /** A journal in memory, as incarnations write it. */
    private static class Journal implements JournalReader {
        private final TreeMap<Long, ReadEntry> entries = new TreeMap<>();
        private HistoryHash hash = HistoryHash.NONE;
        private long epoch;
        private long last;
        private long lastVoid;
        private int reads;
        private Executor executor = Runnable::run;

        void incarnation(int voids, int commits) {
            epoch = highest() + 1;
            add(new EpochStarted());
            for (int i = 0; i < voids; i++) {
                add(new Voided(
                        List.of(new Range(i + 1, i + 1)), List.of(), "wrong", "somebody", Optional.empty(), lastVoid));
                lastVoid = last;
            }
            for (int i = 0; i < commits; i++) {
                commit();
            }
        }

        void commit() {
            Encoded reply = new Encoded("reply", 1, new byte[0]);
            Outcome.Result result = new Outcome.Completed(List.of(), reply, List.of());
            add(new Committed(List.of(new Outcome("c", last, 1, Instant.EPOCH, 0, Instant.EPOCH, 0, result))));
        }

        private void add(Content content) {
            last++;
            StoredEntry stored = StoredEntry.encode(hash, last, new Entry(epoch, Instant.EPOCH, content), Set.of());
            hash = stored.hash();
            entries.put(last, new ReadEntry(last, stored));
        }

        long highest() {
            return last;
        }

        long found() {
            return VoidSearch.last(this, executor, "a|1", highest())
                    .toCompletableFuture()
                    .orTimeout(1, TimeUnit.MINUTES)
                    .join();
        }

        @Override
        public CompletionStage<List<ReadEntry>> read(String id, long from, long to, int maxEntries, int maxBytes) {
            reads++;
            return CompletableFuture.completedStage(entries.subMap(from, true, to, true).values().stream()
                    .limit(maxEntries)
                    .toList());
        }

        @Override
        public CompletionStage<Long> lastVoid(String persistenceId, long highest) {
            throw new AssertionError("that is what is searched");
        }

        @Override
        public boolean writesWait() {
            return false;
        }

        @Override
        public CompletionStage<List<String>> withOpenEffects() {
            throw new AssertionError("nobody asks");
        }
    }

    @Test
    void an_empty_journal_voids_nothing() {
        assertThat(new Journal().found()).isZero();
    }

    @Test
    void the_last_void_is_found_in_whatever_incarnation_it_stands_K9() {
        Random random = new Random(4);
        for (int i = 0; i < 500; i++) {
            Journal journal = new Journal();
            int incarnations = 1 + random.nextInt(6);
            for (int n = 0; n < incarnations; n++) {
                journal.incarnation(random.nextInt(3) == 0 ? random.nextInt(40) : 0, random.nextInt(5));
                assertThat(journal.found()).as("case " + i).isEqualTo(journal.lastVoid);
            }
        }
    }

    @Test
    void it_takes_one_read_for_each_incarnation_however_long_they_are() {
        Journal journal = new Journal();
        journal.incarnation(1, 1000);
        journal.incarnation(0, 1000);
        journal.incarnation(0, 1000);
        assertThat(journal.found()).isEqualTo(2);
        assertThat(journal.reads).isEqualTo(5);
    }

    @Test
    void so_many_incarnations_that_a_stack_would_overflow_are_searched_though_each_read_is_answered_at_once() {
        Journal journal = new Journal();
        journal.incarnation(1, 1);
        for (int i = 0; i < 20_000; i++) {
            journal.incarnation(0, 1);
        }
        ExecutorService executor = Executors.newSingleThreadExecutor();
        try {
            journal.executor = executor;
            assertThat(journal.found()).isEqualTo(2);
        } finally {
            executor.shutdown();
        }
    }

    @Test
    void an_error_on_the_way_ends_the_search() {
        List<ReadEntry> overflowing = new AbstractList<>() {
            @Override
            public ReadEntry get(int index) {
                throw new StackOverflowError();
            }

            @Override
            public int size() {
                return 2;
            }
        };
        Journal journal = new Journal() {
            @Override
            public CompletionStage<List<ReadEntry>> read(String id, long from, long to, int maxEntries, int maxBytes) {
                return CompletableFuture.completedStage(overflowing);
            }
        };
        journal.incarnation(0, 1);
        assertThatThrownBy(journal::found).hasCauseInstanceOf(StackOverflowError.class);
    }

    @Test
    void an_entry_that_is_missing_or_wrong_on_the_way_is_named_and_nothing_is_found() {
        Journal journal = new Journal();
        journal.incarnation(2, 3);
        journal.incarnation(0, 3);
        for (long gone : new long[] {1, 2, 3, 6, 7, 10}) {
            JournalReader.ReadEntry entry = journal.entries.remove(gone);
            assertThatThrownBy(journal::found)
                    .hasCauseInstanceOf(BrokenHistoryException.class)
                    .hasMessageContaining("a|1 breaks at entry " + gone)
                    .hasMessageContaining("missing");
            journal.entries.put(gone, entry);
            byte[] tooShort = {1};
            journal.entries.put(gone, new JournalReader.ReadEntry(gone, StoredEntry.of(tooShort)));
            assertThatThrownBy(journal::found)
                    .hasCauseInstanceOf(BrokenHistoryException.class)
                    .hasMessageContaining("a|1 breaks at entry " + gone);
            journal.entries.put(gone, entry);
        }
        assertThat(journal.found()).isEqualTo(3);
    }

    @Test
    void an_epoch_that_starts_nowhere_is_named() {
        Journal journal = new Journal();
        journal.incarnation(0, 2);
        journal.epoch = 2;
        journal.commit();
        assertThatThrownBy(journal::found)
                .hasCauseInstanceOf(BrokenHistoryException.class)
                .hasMessageContaining("no epoch starts there, but entry 4 names it");
        journal.epoch = 9;
        journal.commit();
        assertThatThrownBy(journal::found).hasMessageContaining("it says that its epoch is 9");
    }

    /** Each bit of it: an epoch that names another that exists, a void that says it is something else. */
    @Test
    void a_changed_bit_leads_the_search_to_no_other_void_K9() {
        Journal journal = new Journal();
        journal.incarnation(1, 0);
        journal.incarnation(2, 0);
        journal.incarnation(0, 1);
        int named = 0;
        for (ReadEntry sound : List.copyOf(journal.entries.values())) {
            for (int bit = 0; bit < sound.entry().bytes().length * 8; bit++) {
                byte[] changed = sound.entry().bytes().clone();
                changed[bit / 8] ^= (byte) (1 << bit % 8);
                journal.entries.put(sound.sequence(), new ReadEntry(sound.sequence(), StoredEntry.of(changed)));
                try {
                    assertThat(journal.found())
                            .as("entry %s, bit %s", sound.sequence(), bit)
                            .isEqualTo(5);
                } catch (CompletionException e) {
                    assertThat(e).hasCauseInstanceOf(BrokenHistoryException.class);
                    named++;
                }
            }
            journal.entries.put(sound.sequence(), sound);
        }
        assertThat(named).as("changes that were noticed").isGreaterThan(1000);
    }
}
