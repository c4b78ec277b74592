package dev.holdfast.persistence.checkpoint;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;
import java.nio.ByteBuffer;

/**
 * 128 bits over the bytes of a state (XXH3, seed 0). Taken when the state is captured and compared whenever the bytes
 * are used, it shows what went wrong in memory as well as on disk. It does not resist forgery.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record Digest(long high, long low) {

    /** The digest of these bytes. */
    public static Digest of(byte[] bytes) {
        HashValue128 value = Hashing.xxh3_128().hashBytesTo128Bits(bytes);
        return new Digest(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    static Digest read(ByteBuffer source) {
        return new Digest(source.getLong(), source.getLong());
    }

    void write(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
