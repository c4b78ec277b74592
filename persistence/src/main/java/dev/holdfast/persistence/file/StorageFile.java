package dev.holdfast.persistence.file;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * An open file, read and written at positions (in bytes from its begin). What is written is certain to survive a crash
 * only after {@link #force}; a write that was not forced may survive whole, not at all, or in any subset of its
 * sectors.
 *
 * <p>Safe for use by any thread; concurrent reads do not wait for each other.
 */
public interface StorageFile extends Closeable {

    /** Its size in bytes. */
    long size() throws IOException;

    /**
     * Reads until {@code target} is full or the file ends.
     *
     * @return how many bytes were read; 0 at or behind the end
     */
    int read(ByteBuffer target, long position) throws IOException;

    /**
     * Writes all that remains in {@code source}; the file grows when need be. Of a write that fails any of its 512-byte
     * sectors may be written, each whole or not at all.
     *
     * @throws DiskFullException if there is no room
     */
    void write(ByteBuffer source, long position) throws IOException;

    /**
     * Grows the file to {@code size} bytes with zeros that take up real space, so that later writes inside need no
     * change of metadata. A file that is at least as large stays as it is. After a failure part of the zeros is there.
     *
     * @throws DiskFullException if there is no room
     */
    void allocate(long size) throws IOException;

    /** Makes everything written durable. After a failure what is durable is unknown, and trying again proves nothing. */
    void force() throws IOException;

    /** Like {@link #force}, with the file's metadata (its size) besides. */
    void forceWithMetadata() throws IOException;

    @Override
    void close() throws IOException;
}
