package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicInteger;

/** A file that does nothing but count how often it is closed. */
record ClosingFile(AtomicInteger closed) implements StorageFile {

    @Override
    public long size() {
        return 0;
    }

    @Override
    public int read(ByteBuffer target, long position) {
        return 0;
    }

    @Override
    public void write(ByteBuffer source, long position) {}

    @Override
    public void allocate(long size) {}

    @Override
    public void force() {}

    @Override
    public void forceWithMetadata() {}

    @Override
    public void close() {
        closed.incrementAndGet();
    }
}
