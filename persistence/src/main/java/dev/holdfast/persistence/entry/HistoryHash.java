package dev.holdfast.persistence.entry;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;

/**
 * The running hash H(n) over a journal's entries: H(n) = hash(H(n−1), n, entry n without its hash), 128-bit
 * MurmurHash3. It shows that a journal was cut, reordered or mixed with another's; it does not resist forgery.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record HistoryHash(long high, long low) {

    /** H(0): before the first entry. */
    public static final HistoryHash NONE = new HistoryHash(0, 0);

    /** The hash after one more entry, whose bytes are all but those in {@code [hole, hole + 16)}. */
    HistoryHash then(long sequence, byte[] entry, int hole) {
        int rest = hole + 2 * Long.BYTES;
        HashStream128 stream = Hashing.murmur3_128().hashStream();
        stream.putLong(high)
                .putLong(low)
                .putLong(sequence)
                .putBytes(entry, 0, hole)
                .putBytes(entry, rest, entry.length - rest);
        HashValue128 value = stream.get();
        return new HistoryHash(value.getMostSignificantBits(), value.getLeastSignificantBits());
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
