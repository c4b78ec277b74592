package dev.holdfast.persistence.checkpoint;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * The identity of a log, drawn when it was created. Every checkpoint carries that of the log it lies beside: what was
 * left over from a log that is gone, or was copied from another, is then not taken for a state of this one.
 *
 * @param high the upper 64 bits
 * @param low the lower 64 bits
 */
public record LogId(long high, long low) {

    private static final String FILE = "holdfast.store";
    private static final long MAGIC = 0x48464153544F5245L; // "HFASTORE"
    private static final int VERSION = 1;
    private static final int AT = 12;

    /**
     * The identity of the log in a directory. The log must have been opened before: that is what checks the file which
     * is read here.
     *
     * @throws IOException if it cannot be read, or no log of a format known here lies there
     */
    public static LogId of(Directory directory) throws IOException {
        ByteBuffer start = ByteBuffer.allocate(AT + 2 * Long.BYTES);
        try (StorageFile file = directory.open(FILE, Directory.Access.READ)) {
            file.read(start, 0);
        }
        if (start.hasRemaining() || start.getLong(0) != MAGIC || start.getInt(Long.BYTES) != VERSION) {
            throw new IOException(directory.path().resolve(FILE) + " does not say whose log this is");
        }
        return read(start.position(AT));
    }

    static LogId read(ByteBuffer source) {
        return new LogId(source.getLong(), source.getLong());
    }

    void write(ByteBuffer target) {
        target.putLong(high).putLong(low);
    }

    @Override
    public String toString() {
        return String.format("%016x%016x", high, low);
    }
}
