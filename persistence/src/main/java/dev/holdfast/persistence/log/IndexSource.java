package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Where an index is read from: its file, or memory as long as it could not be stored. Safe for use by any thread. */
interface IndexSource extends Closeable {

    /** Reads until {@code target} is full or the index ends. */
    void read(ByteBuffer target, long offset) throws IOException;

    /** The whole index, if it is only in memory. */
    Optional<ByteBuffer> unstored();

    static IndexSource of(StorageFile file) {
        return new IndexSource() {
            @Override
            public void read(ByteBuffer target, long offset) throws IOException {
                file.read(target, offset);
            }

            @Override
            public Optional<ByteBuffer> unstored() {
                return Optional.empty();
            }

            @Override
            public void close() throws IOException {
                file.close();
            }
        };
    }

    static IndexSource of(ByteBuffer image) {
        return new IndexSource() {
            @Override
            public void read(ByteBuffer target, long offset) {
                int length = (int) Math.max(0, Math.min(target.remaining(), image.limit() - offset));
                target.put(target.position(), image, (int) Math.min(offset, image.limit()), length);
                target.position(target.position() + length);
            }

            @Override
            public Optional<ByteBuffer> unstored() {
                return Optional.of(image);
            }

            @Override
            public void close() {}
        };
    }
}
