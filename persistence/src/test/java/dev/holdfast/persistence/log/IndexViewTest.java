package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3: an index view knows all there is at one moment, wherever it stands")
class IndexViewTest {

    private static final IdKey A = IdKey.of("a");

    private final IndexBuilder builder = new IndexBuilder("/log", new StoreId(1, 2));

    private static RecordEntry data(String id, long sequence, int tags) {
        return new RecordEntry(id, RecordEntry.Kind.DATA, tags, sequence, (int) sequence * 100, 50);
    }

    private static MemoryTable table(long segment, RecordEntry... entries) {
        MemoryTable table = new MemoryTable(segment, juncture(segment));
        table.apply(List.of(entries), Place.of(segment, 0));
        return table;
    }

    private static Juncture juncture(long segment) {
        return new Juncture(segment * 10, ChainHash.START);
    }

    private IndexView with(IndexView view, MemoryTable table) throws IOException {
        table.seal(juncture(table.segment() + 1));
        return view.withSealed(builder.fromMemory(table, before(view, table.segment())));
    }

    private static Past before(IndexView view, long segment) {
        return new Past() {
            @Override
            public Facts facts(IdKey key) throws IOException {
                return view.factsBefore(segment, key);
            }

            @Override
            public Collection<String> open() throws IOException {
                return view.openBefore(segment);
            }
        };
    }

    private static List<Long> sequences(IndexView view, long from, int max) throws IOException {
        ReadPlan plan = view.plan(A, from, Long.MAX_VALUE, max, Integer.MAX_VALUE);
        return Arrays.stream(plan.sequences()).boxed().toList();
    }

    @Test
    void a_segment_in_memory_between_indexed_ones_counts_in_its_place() throws IOException {
        MemoryTable second = table(2, data("a", 3, Tag.QUIET.bit()), data("a", 4, 0), data("b", 1, Tag.OPENS.bit()));
        IndexView view = with(IndexView.EMPTY, table(1, data("a", 1, 0), data("a", 2, Tag.OPENS.bit())));
        assertThat(view.openIds()).containsExactly("a");
        view = view.withOpen(second).withOpen(table(4, data("a", 7, 0)));
        view = with(view, table(3, data("a", 5, 0), data("a", 6, 0), data("c", 1, Tag.OPENS.bit())));

        for (Optional<MemoryTable> sealed : List.of(Optional.<MemoryTable>empty(), Optional.of(second))) {
            IndexView now = sealed.isPresent() ? with(view, sealed.get()) : view;
            assertThat(sequences(now, 1, 99)).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
            assertThat(sequences(now, 2, 4)).containsExactly(2L, 3L, 4L, 5L);
            assertThat(sequences(now, 4, 2)).containsExactly(4L, 5L);
            assertThat(now.facts(A)).isEqualTo(new Facts(7, 0, 0, 2, 3, 0));
            assertThat(now.factsBefore(3, A).highest()).isEqualTo(4);
            assertThat(now.openIds()).containsExactly("b", "c");
            assertThat(now.openBefore(3)).containsExactly("b");
        }
    }

    @Test
    void a_deletion_while_records_are_looked_up_takes_effect_on_all_of_them_or_on_none() throws IOException {
        int whole = 0;
        int deleted = 0;
        for (int read = 1; read <= 3; read++) {
            MemoryTable second = table(2, data("a", 3, 0), data("a", 4, 0));
            IndexView first = with(IndexView.EMPTY, table(1, data("a", 1, 0), data("a", 2, 0)));
            IndexView view = onRead(
                            read,
                            first,
                            () -> second.apply(
                                    List.of(new RecordEntry("a", RecordEntry.Kind.DELETED_TO, 0, 3, 0, 50)), 1000))
                    .withOpen(second);

            List<Long> found = sequences(view, 1, 99);
            assertThat(found).as("deleted during read %s", read).isIn(List.of(1L, 2L, 3L, 4L), List.of(4L));
            whole += found.size() == 4 ? 1 : 0;
            deleted += found.size() == 1 ? 1 : 0;
        }
        assertThat(whole).as("the last read never happens").isOne();
        assertThat(deleted).isEqualTo(2);
    }

    /** The same, but something happens at one of the reads of the first index. */
    private static IndexView onRead(int number, IndexView view, Runnable event) {
        SealedTable table = view.sealed().get(0);
        AtomicInteger left = new AtomicInteger(number);
        IndexSource source = new IndexSource() {
            @Override
            public void read(ByteBuffer target, long offset) throws IOException {
                if (left.decrementAndGet() == 0) {
                    event.run();
                }
                table.source().read(target, offset);
            }

            @Override
            public Optional<ByteBuffer> unstored() {
                return table.source().unstored();
            }

            @Override
            public void close() {}
        };
        return view.withReplaced(table, new SealedTable(table.head(), source, new BlockCache(1 << 20)));
    }
}
