package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;

/**
 * Says of most ids that are not in a segment that they are not (Bloom, Communications of the ACM 13/7, 1970): five bits
 * per id in 22,496. Of ids that are not there, it lets pass 1 % when there are 2,200 others, and a third at 8,000.
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record IdFilter(byte[] bits) {

    static final int BYTES = 2812;

    private static final int PROBES = 5;

    static IdFilter empty() {
        return new IdFilter(new byte[BYTES]);
    }

    static IdFilter read(ByteBuffer source) {
        byte[] bits = new byte[BYTES];
        source.get(bits);
        return new IdFilter(bits);
    }

    void add(IdKey key) {
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(key, i);
            bits[bit >> 3] |= (byte) (1 << (bit & 7));
        }
    }

    boolean mayContain(IdKey key) {
        for (int i = 0; i < PROBES; i++) {
            int bit = bit(key, i);
            if ((bits[bit >> 3] >> (bit & 7) & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static int bit(IdKey key, int probe) {
        return (int) (((key.hash() + probe * key.step()) >>> 1) % (BYTES * Byte.SIZE));
    }
}
