package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a file from front to back in large pieces. For one thread. */
final class SectorWindow {

    private static final int CHUNK = 1 << 20;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final StorageFile file;
    private final long size;
    private ByteBuffer window = NOTHING;
    private long start;

    SectorWindow(StorageFile file, long size) {
        this.file = file;
        this.size = size;
    }

    /** The {@code length} bytes at {@code position}; they must be inside the file. Valid until the next call. */
    ByteBuffer at(long position, int length) throws IOException {
        if (position < start || position + length > start + window.limit()) {
            fill(position, length);
        }
        return window.slice((int) (position - start), length);
    }

    /** Forgets what it read, until it is used again. */
    void release() {
        window = NOTHING;
        start = 0;
    }

    /** Keeps what it has of the bytes wanted, so that reading forward reads no byte twice. */
    private void fill(long position, int length) throws IOException {
        boolean overlaps = position >= start && position < start + window.limit();
        window.position(overlaps ? (int) (position - start) : window.limit());
        if (window.capacity() < length) {
            int capacity = (int) Math.max(length, Math.min(CHUNK, size - position));
            window = ByteBuffer.allocate(capacity).put(window);
        } else {
            window.compact();
        }
        int kept = window.position();
        window.limit((int) Math.min(window.capacity(), size - position));
        int count = file.read(window, position + kept);
        window.limit(kept + count);
        start = position;
        if (kept + count < length) {
            throw new IOException("File became shorter than " + (position + length) + " bytes while it was read");
        }
    }
}
