package dev.holdfast.persistence.file;

import java.io.Closeable;
import java.io.IOException;

/** An exclusive lock on a directory; closing releases it. Closing twice is harmless. */
@FunctionalInterface
public interface DirectoryLock extends Closeable {

    @Override
    void close() throws IOException;
}
