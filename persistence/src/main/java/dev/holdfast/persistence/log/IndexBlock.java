package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.IndexHead.Ref;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Blocks of an index: {@code u32 length, u32 CRC32C, u64 place, content}. The length is that of the content, the checksum
 * that of place and content; the place (segment number, offset in the index) keeps a block that stands in the wrong place
 * from being believed.
 */
final class IndexBlock {

    static final int PREFIX = 16;

    /** An entry: {@code u64 sequence, u32 index of the record's first byte in the segment, u32 length}. */
    static final int ENTRY_BYTES = 16;

    /** How many entries a block of entries holds; only the last holds fewer. */
    static final int ENTRIES = 256;

    static final int FULL_ENTRIES = PREFIX + ENTRIES * ENTRY_BYTES;

    /** A block of rows or of references takes up another until it has so many bytes. */
    static final int TARGET = 4096;

    private static final int CHECKED_FROM = 8;

    private IndexBlock() {}

    /** Writes the prefix before content that stands in {@code block} behind the place for it. */
    static void seal(byte[] block, int at, int length, long segment, long offset) {
        ByteBuffer.wrap(block).putInt(at, length - PREFIX).putLong(at + CHECKED_FROM, Place.of(segment, offset));
        int checksum = Checksum.of(block, at + CHECKED_FROM, length - CHECKED_FROM);
        ByteBuffer.wrap(block).putInt(at + 4, checksum);
    }

    /** Whether a block is the one that was written there. */
    static boolean isSound(byte[] block, long segment, long offset) {
        ByteBuffer source = ByteBuffer.wrap(block);
        return source.getInt(0) == block.length - PREFIX
                && source.getLong(CHECKED_FROM) == Place.of(segment, offset)
                && source.getInt(4) == Checksum.of(block, CHECKED_FROM, block.length - CHECKED_FROM);
    }

    /** A reference to a block of the level below, with the first id in it. */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    record Child(byte[] firstId, Ref ref) {

        /** Passes over the one at the position. */
        static void skip(ByteBuffer content) {
            int id = Short.toUnsignedInt(content.getShort());
            content.position(content.position() + id + Ref.BYTES);
        }

        static List<Child> readAll(ByteBuffer content) {
            List<Child> children = new ArrayList<>();
            while (content.hasRemaining()) {
                byte[] id = new byte[Short.toUnsignedInt(content.getShort())];
                content.get(id);
                children.add(new Child(id, Ref.read(content)));
            }
            return children;
        }
    }
}
