package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;

/**
 * What an index says of one id.
 *
 * @param id the id in UTF-8
 * @param firstEntry the number of its first entry
 * @param count how many entries it has: its records that the segment does not itself delete
 * @param own what the segment alone says of it
 * @param total what the log says of it up to the end of the segment
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record IndexRow(byte[] id, int firstEntry, int count, Facts own, Facts total) {

    private static final int FACTS = 6;

    /** The most bytes a row of this id takes. */
    static int maxBytes(byte[] id) {
        return Short.BYTES + id.length + 2 * Integer.BYTES + 2 + 2 * FACTS * Long.BYTES;
    }

    static IndexRow read(ByteBuffer source) {
        byte[] id = new byte[Short.toUnsignedInt(source.getShort())];
        source.get(id);
        int first = source.getInt();
        int count = source.getInt();
        Facts own = readFacts(source, Facts.NONE);
        return new IndexRow(id, first, count, own, readFacts(source, own));
    }

    /** Passes over the one at the position. */
    static void skip(ByteBuffer source) {
        int id = Short.toUnsignedInt(source.getShort());
        source.position(source.position() + id + 2 * Integer.BYTES);
        skipFacts(source);
        skipFacts(source);
    }

    private static void skipFacts(ByteBuffer source) {
        int set = Integer.bitCount(source.get());
        source.position(source.position() + set * Long.BYTES);
    }

    void write(ByteBuffer target) {
        target.putShort((short) id.length).put(id).putInt(firstEntry).putInt(count);
        writeFacts(target, own, Facts.NONE);
        writeFacts(target, total, own);
    }

    /** A byte whose bits say which numbers differ from {@code base}, and those. */
    private static void writeFacts(ByteBuffer target, Facts facts, Facts base) {
        long[] values = values(facts);
        long[] known = values(base);
        int at = target.position();
        target.put((byte) 0);
        int bits = 0;
        for (int i = 0; i < FACTS; i++) {
            if (values[i] != known[i]) {
                bits |= 1 << i;
                target.putLong(values[i]);
            }
        }
        target.put(at, (byte) bits);
    }

    private static Facts readFacts(ByteBuffer source, Facts base) {
        long[] values = values(base);
        int bits = source.get();
        for (int i = 0; i < FACTS; i++) {
            if ((bits >> i & 1) == 1) {
                values[i] = source.getLong();
            }
        }
        return new Facts(values[0], values[1], values[2], values[3], values[4], values[5]);
    }

    private static long[] values(Facts f) {
        return new long[] {f.highest(), f.deletedTo(), f.voids(), f.opens(), f.quiet(), f.damaged()};
    }
}
