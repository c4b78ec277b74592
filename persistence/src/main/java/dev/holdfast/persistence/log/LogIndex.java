package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the records of all ids are: of sealed segments on disk, of the segment being written in memory (rule D3).
 *
 * <p>{@link #begin}, {@link #apply}, {@link #recent} and {@link #lookAtOnce} are for the one thread that writes; everything
 * else for any thread that nobody interrupts, for it reads files. An index that turns out to be damaged is made anew from
 * its segment by whoever finds it (but for the writing thread, which leaves that to {@link IndexKeeper}), and used from
 * memory until it is stored. Fails with {@link CorruptLogException} when the segment is damaged, too.
 */
final class LogIndex {

    private static final Logger LOG = LoggerFactory.getLogger(LogIndex.class);

    private final String name;
    private final IndexBuilder builder;
    private final Segments segments;
    private final RecentFacts recent;
    private final AtomicLong repaired = new AtomicLong();
    private final Map<Long, Juncture> begun = new HashMap<>();
    private final Set<String> deletions = ConcurrentHashMap.newKeySet();
    private final Map<SealedTable, DamagedIndexException> damaged = new ConcurrentHashMap<>();
    private final Object repairs = new Object();
    private volatile boolean closed;
    private volatile IndexView view = IndexView.EMPTY;
    private volatile Runnable listener = () -> {};
    private final AtomicLong lastFrame = new AtomicLong();

    /** What is to be found out. */
    @FunctionalInterface
    interface Lookup<T> {
        T in(IndexView view) throws IOException;
    }

    LogIndex(String name, IndexBuilder builder, Segments segments) {
        this.name = name;
        this.builder = builder;
        this.segments = segments;
        this.recent = new RecentFacts(this, new RecordReader(name, segments));
    }

    /** Who is told that there is work for {@link IndexKeeper}; told on whatever thread. */
    void listen(Runnable newListener) {
        listener = newListener;
    }

    /** The next frame that is applied has this number. */
    void goOnWith(long frame) {
        lastFrame.set(frame - 1);
    }

    /** The number of the last frame that was applied: it is durable. */
    long lastFrame() {
        return lastFrame.get();
    }

    IndexView view() {
        return view;
    }

    /**
     * A segment begins here in the history; told before a frame of it is applied. What its header says is not read again:
     * that may be damaged by then.
     */
    void begin(long segment, Juncture start) {
        begun.put(segment, start);
    }

    /** Takes up the records of a durable frame that begins at {@code framePlace}. */
    void apply(List<RecordEntry> entries, long framePlace) {
        long segment = Place.segment(framePlace);
        List<MemoryTable> open = view.open();
        boolean rolled = open.isEmpty() || open.get(open.size() - 1).segment() != segment;
        if (rolled) {
            roll(segment);
        }
        List<MemoryTable> tables = view.open();
        tables.get(tables.size() - 1).apply(entries, framePlace);
        lastFrame.incrementAndGet();
        recent.update(entries);
        boolean deleted = false;
        for (RecordEntry entry : entries) {
            deleted |= entry.kind() == RecordEntry.Kind.DELETED_TO && deletions.add(entry.id());
        }
        if (rolled || deleted) {
            listener.run();
        }
    }

    private void roll(long segment) {
        Juncture start = Objects.requireNonNull(begun.remove(segment), "a segment that was not begun");
        List<MemoryTable> before = view.open();
        change(old -> old.withOpen(new MemoryTable(segment, start)));
        if (!before.isEmpty()) {
            before.get(before.size() - 1).seal(start);
        }
    }

    /** What is known of ids, for the writing thread. */
    RecentFacts recent() {
        return recent;
    }

    Facts facts(IdKey key) throws IOException {
        return look(now -> now.facts(key));
    }

    ReadPlan plan(IdKey key, long from, long to, int maxRecords, int maxBytes) throws IOException {
        return look(now -> now.plan(key, from, to, maxRecords, maxBytes));
    }

    Collection<String> ids() throws IOException {
        return look(IndexView::ids);
    }

    SortedMap<String, Long> tagged(Tag tag) throws IOException {
        return look(now -> now.tagged(tag));
    }

    Collection<String> openIds() throws IOException {
        return look(IndexView::openIds);
    }

    /** Shows the rows of a sealed segment from an id on; says whether the visitor saw all. */
    boolean forEachRow(long segment, byte[] from, SealedTable.RowVisitor visitor) throws IOException {
        return look(now -> {
            for (SealedTable table : now.sealed()) {
                if (table.segment() == segment) {
                    return table.forEach(from, visitor);
                }
            }
            return true;
        });
    }

    /** What the segments before a sealed one say. */
    Past past(long segment) {
        return new Past() {
            @Override
            public Facts facts(IdKey key) throws IOException {
                return look(now -> now.factsBefore(segment, key));
            }

            @Override
            public Collection<String> open() throws IOException {
                return look(now -> now.openBefore(segment));
            }
        };
    }

    private <T> T look(Lookup<T> lookup) throws IOException {
        while (true) {
            try {
                return lookup.in(view);
            } catch (DamagedIndexException e) {
                repair(e);
            }
        }
    }

    /** For the writing thread: all appends would wait while it makes an index anew. So only who asks is refused. */
    <T> T lookAtOnce(Lookup<T> lookup) throws IOException {
        try {
            return lookup.in(view);
        } catch (DamagedIndexException e) {
            damaged.put(e.table(), e);
            listener.run();
            throw new IOException(e.getMessage() + ", and is made anew; it can be tried again", e);
        }
    }

    /** How often an index was made anew: what is known of its ids may be more since. */
    long repairs() {
        return repaired.get();
    }

    /** Makes the indexes anew that the writing thread found damaged. */
    void repairFound() throws IOException {
        for (DamagedIndexException found : List.copyOf(damaged.values())) {
            damaged.remove(found.table());
            repair(found);
        }
    }

    /** Once the log is closed nothing can be read, which is no damage. */
    private void repair(DamagedIndexException found) throws IOException {
        if (closed) {
            throw new IOException("The log was closed meanwhile", found);
        }
        SealedTable old = found.table();
        synchronized (repairs) {
            if (!view.sealed().contains(old)) {
                return; // somebody else was faster, or the segment is gone
            }
            LOG.warn("Log {}: {}; it is made anew from the segment", name, found.getMessage());
            IndexHead head = old.head();
            try (Segments.Use use = segments.use(head.segment())) {
                SegmentFile segment = SegmentFile.of(head.segment(), use.file());
                replace(old, builder.fromSegment(segment, head.start(), head.end(), past(head.segment())));
            }
            repaired.incrementAndGet();
        }
        listener.run();
    }

    /** Adds what was found on disk, in the order of segments. */
    void add(IndexHead head, IndexSource source) {
        change(old -> old.withSealed(builder.found(head, source)));
    }

    /** Adds the index of a segment that has none, in the order of segments. */
    void rebuild(SegmentFile segment, Juncture start, Juncture end) throws IOException {
        SealedTable table = builder.fromSegment(segment, start, end, past(segment.number()));
        change(old -> old.withSealed(table));
    }

    /** The number of the segment being written, 0 if none is. */
    long newestSegment() {
        List<MemoryTable> open = view.open();
        return open.isEmpty() ? 0 : open.get(open.size() - 1).segment();
    }

    /** The sealed segments that have no index yet, by number. */
    List<MemoryTable> unindexed() {
        return view.open().stream().filter(table -> table.end().isPresent()).toList();
    }

    /** Makes the index of a segment that has none yet. */
    SealedTable seal(MemoryTable table) throws IOException {
        SealedTable sealed = builder.fromMemory(table, past(table.segment()));
        change(old -> old.withSealed(sealed));
        return sealed;
    }

    /** The indexes that are only in memory. */
    List<SealedTable> unstored() {
        return view.sealed().stream()
                .filter(table -> table.source().unstored().isPresent())
                .toList();
    }

    /** Puts one table in another's place, if that is still there; what is not used any more is closed. */
    void replace(SealedTable old, SealedTable table) throws IOException {
        change(now -> now.withReplaced(old, table));
        old.source().close();
    }

    /** Forgets a segment all of whose records are deleted. */
    void remove(SealedTable table) throws IOException {
        change(now -> now.without(table));
        table.source().close();
    }

    SealedTable stored(SealedTable table, IndexSource source) {
        return builder.found(table.head(), source);
    }

    /** The ids of which something was deleted since the last time this was asked. */
    Set<String> takeDeletions() {
        Set<String> taken = Set.copyOf(deletions);
        deletions.removeAll(taken);
        return taken;
    }

    private synchronized void change(UnaryOperator<IndexView> how) {
        view = how.apply(view);
    }

    /** Closes all files; reads under way fail. */
    void close() throws IOException {
        closed = true;
        Closing.all(view.sealed().stream().map(SealedTable::source).toList());
    }
}
