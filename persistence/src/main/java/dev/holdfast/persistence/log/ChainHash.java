package dev.holdfast.persistence.log;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;

/**
 * A hash over all frames up to one: each link covers the link before and its own frame, so that equal links prove equal
 * histories. XXH3, 128 bits: it guards against faults, not against forgers.
 */
record ChainHash(long high, long low) {

    static final int BYTES = 16;

    /** Before the first frame. */
    static final ChainHash START = new ChainHash(0, 0);

    static ChainHash of(byte[] bytes, int length) {
        HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes, 0, length);
        return new ChainHash(hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }

    static ChainHash read(ByteBuffer source) {
        return new ChainHash(source.getLong(), source.getLong());
    }

    void write(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }
}
