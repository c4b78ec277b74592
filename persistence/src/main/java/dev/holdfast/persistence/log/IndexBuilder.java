package dev.holdfast.persistence.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes the indexes of sealed segments, from memory or anew from the segment. Safe for use by any thread. */
final class IndexBuilder {

    private static final Logger LOG = LoggerFactory.getLogger(IndexBuilder.class);

    private final String directory;
    private final StoreId store;
    private final BlockCache cache = new BlockCache(BlockCache.DEFAULT_BYTES);

    IndexBuilder(String directory, StoreId store) {
        this.directory = directory;
        this.store = store;
    }

    /** An index found on disk. */
    SealedTable found(IndexHead head, IndexSource source) {
        return new SealedTable(head, source, cache);
    }

    /** The index of a sealed segment of which all is in memory; not stored yet. */
    SealedTable fromMemory(MemoryTable table, Past past) throws IOException {
        ByteBuffer image = new IndexWriter(table).write(store, past);
        IndexHead head = IndexHead.decode(image.slice(0, IndexHead.BYTES)).orElseThrow();
        return new SealedTable(head, IndexSource.of(image), cache);
    }

    /**
     * The index of a segment, made from the segment itself; not stored yet.
     *
     * @throws CorruptLogException if the segment is damaged so that whose records it holds is not known
     */
    SealedTable fromSegment(SegmentFile segment, Juncture start, Juncture end, Past past) throws IOException {
        try {
            return fromMemory(scan(segment, start, end, past), past);
        } finally {
            segment.window().release();
        }
    }

    private MemoryTable scan(SegmentFile segment, Juncture start, Juncture end, Past past) throws IOException {
        MemoryTable table = new MemoryTable(segment.number(), start);
        Witness witness = new KnownIds(key -> past.facts(key).and(table.facts(key.id())));
        SegmentScanner scanner = new SegmentScanner(directory, segment, start.frame(), start.chain());
        MendingScanner frames = new MendingScanner(scanner, witness, this::report);
        while (frames.nextFrame() < end.frame()) {
            Damage place = Damage.inFrame(segment.name(), frames.position(), frames.nextFrame());
            Frame frame = frames.next()
                    .orElseThrow(() -> new CorruptLogException(
                            directory, place, "the frame is missing or torn, but a later segment builds on it"));
            table.apply(frame.entries(), frame.place(segment.number()));
        }
        if (!frames.chain().equals(end.chain())) {
            throw new CorruptLogException(
                    directory,
                    Damage.inFile(segment.name(), 0),
                    "the later segment continues another history than the one it holds; a segment may be missing");
        }
        table.seal(end);
        return table;
    }

    /** Says what was found damaged and is got along with. */
    void report(CorruptLogException found) {
        LOG.warn(
                "Log {}: {}: {}. Reads of what was hit fail, all else is served; repair it from a copy",
                directory,
                found.damage(),
                found.finding());
    }
}
