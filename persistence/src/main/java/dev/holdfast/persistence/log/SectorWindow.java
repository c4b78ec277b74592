package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads a file from front to back in large pieces. For one thread. */
final class SectorWindow {

    private static final int CHUNK = 1 << 20;

    private final StorageFile file;
    private final long size;
    private ByteBuffer window;
    private long start;

    SectorWindow(StorageFile file, long size) {
        this.file = file;
        this.size = size;
        this.window = ByteBuffer.allocate((int) Math.min(CHUNK, size)).limit(0);
    }

    /** The {@code length} bytes at {@code position}; they must be inside the file. Valid until the next call. */
    ByteBuffer at(long position, int length) throws IOException {
        if (position < start || position + length > start + window.limit()) {
            fill(position, length);
        }
        return window.slice((int) (position - start), length);
    }

    /** Keeps what it has of the bytes wanted, so that reading forward reads no byte twice. */
    private void fill(long position, int length) throws IOException {
        boolean overlaps = position >= start && position < start + window.limit();
        window.position(overlaps ? (int) (position - start) : window.limit());
        if (window.capacity() < length) {
            window = ByteBuffer.allocate(length).put(window);
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
