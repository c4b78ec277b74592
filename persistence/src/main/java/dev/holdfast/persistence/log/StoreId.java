package dev.holdfast.persistence.log;

import dev.holdfast.host.Entropy;
import java.nio.ByteBuffer;

/** The identity of a log, given once when it is created: files of another log are not taken for this one's. */
record StoreId(long high, long low) {

    static StoreId draw(Entropy entropy) {
        return new StoreId(entropy.nextLong(), entropy.nextLong());
    }

    static StoreId read(ByteBuffer source) {
        return new StoreId(source.getLong(), source.getLong());
    }

    void write(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
