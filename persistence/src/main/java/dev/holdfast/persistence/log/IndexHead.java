package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The first bytes of an index: which part of the log's history its segment holds, and where in the index things are.
 *
 * @param store whose segment it is
 * @param segment the segment's number
 * @param start where the segment begins in the history
 * @param end where it ends: what the next segment begins with
 * @param usedBytes up to where the segment is used
 * @param ids how many ids it has
 * @param entries how many records that it does not itself delete
 * @param root the block where looking for an id begins; of no length if there is no id
 * @param levels how many levels of references lie above the rows
 * @param open the block with the ids that had something open at the end of the segment
 * @param length the length of the index in bytes
 * @param filter tells ids that are not in the segment
 */
record IndexHead(
        StoreId store,
        long segment,
        Juncture start,
        Juncture end,
        long usedBytes,
        int ids,
        int entries,
        Ref root,
        int levels,
        Ref open,
        long length,
        IdFilter filter) {

    static final int BYTES = 3072;

    private static final long MAGIC = 0x4846415354494458L; // "HFASTIDX"
    private static final int VERSION = 1;
    private static final int FILTER_AT = 256;
    private static final int CHECKED = BYTES - Integer.BYTES;

    /** Where a block is. */
    record Ref(long offset, int length) {

        static final int BYTES = Long.BYTES + Integer.BYTES;

        static Ref read(ByteBuffer source) {
            return new Ref(source.getLong(), source.getInt());
        }

        void write(ByteBuffer target) {
            target.putLong(offset).putInt(length);
        }
    }

    ByteBuffer encode() {
        ByteBuffer target = ByteBuffer.allocate(BYTES);
        target.putLong(MAGIC).putInt(VERSION).putInt(0);
        store.write(target);
        target.putLong(segment);
        start.write(target);
        end.write(target);
        target.putLong(usedBytes).putInt(ids).putInt(entries);
        root.write(target);
        target.putInt(levels);
        open.write(target);
        target.putLong(length);
        target.put(FILTER_AT, filter.bits());
        target.putInt(CHECKED, Checksum.of(target.array(), 0, CHECKED));
        return target.rewind();
    }

    /** Reads a head; empty if it is damaged or of another format. */
    static Optional<IndexHead> decode(ByteBuffer bytes) {
        boolean sound = bytes.limit() == BYTES
                && bytes.getLong(0) == MAGIC
                && bytes.getInt(8) == VERSION
                && bytes.getInt(CHECKED) == Checksum.of(bytes, 0, CHECKED);
        if (!sound) {
            return Optional.empty();
        }
        ByteBuffer source = bytes.duplicate().position(16);
        return Optional.of(new IndexHead(
                StoreId.read(source),
                source.getLong(),
                Juncture.read(source),
                Juncture.read(source),
                source.getLong(),
                source.getInt(),
                source.getInt(),
                Ref.read(source),
                source.getInt(),
                Ref.read(source),
                source.getLong(),
                IdFilter.read(source.position(FILTER_AT))));
    }

    /** Where the block with these entries is. */
    Ref entryBlock(int block) {
        int count = Math.min(IndexBlock.ENTRIES, entries - block * IndexBlock.ENTRIES);
        return new Ref(
                BYTES + (long) block * IndexBlock.FULL_ENTRIES, IndexBlock.PREFIX + count * IndexBlock.ENTRY_BYTES);
    }
}
