package dev.holdfast.persistence.log;

import com.dynatrace.hash4j.hashing.HashValue128;
import com.dynatrace.hash4j.hashing.Hashing;

/** An id as indexes look for it: its bytes, and two hashes of them for the filters. */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record IdKey(String id, byte[] bytes, long hash, long step) {

    static IdKey of(String id) {
        return of(id, Ids.encode(id));
    }

    static IdKey of(byte[] bytes) {
        return of(Ids.decode(bytes, 0, bytes.length), bytes);
    }

    private static IdKey of(String id, byte[] bytes) {
        HashValue128 hash = Hashing.xxh3_128().hashBytesTo128Bits(bytes);
        return new IdKey(id, bytes, hash.getMostSignificantBits(), hash.getLeastSignificantBits());
    }
}
