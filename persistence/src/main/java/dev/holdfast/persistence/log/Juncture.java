package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;

/**
 * A point in the log's history, between two frames. Equal junctures prove equal histories before them.
 *
 * @param frame the number of the frame behind it
 * @param chain the chain hash before that frame
 */
record Juncture(long frame, ChainHash chain) {

    /** Before the first frame. */
    static final Juncture START = new Juncture(1, ChainHash.START);

    static final int BYTES = Long.BYTES + ChainHash.BYTES;

    static Juncture read(ByteBuffer source) {
        return new Juncture(source.getLong(), ChainHash.read(source));
    }

    void write(ByteBuffer target) {
        target.putLong(frame);
        chain.write(target);
    }
}
