package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.NonWritableChannelException;

/** A handle on a file of a {@link ForgetfulDisk}. */
final class ForgetfulFile implements StorageFile {

    private final ForgetfulContent content;
    private final Directory.Access access;
    private volatile boolean closed;

    ForgetfulFile(ForgetfulContent content, Directory.Access access) {
        this.content = content;
        this.access = access;
    }

    @Override
    public long size() throws IOException {
        return open().size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        return open().read(target, position);
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        writable().write(source, position);
    }

    @Override
    public void allocate(long size) throws IOException {
        writable().allocate(size);
    }

    @Override
    public void force() throws IOException {
        open().force(false);
    }

    @Override
    public void forceWithMetadata() throws IOException {
        open().force(true);
    }

    @Override
    public void close() {
        closed = true;
    }

    private ForgetfulContent writable() throws IOException {
        if (access == Directory.Access.READ) {
            throw new NonWritableChannelException();
        }
        return open();
    }

    private ForgetfulContent open() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return content;
    }
}
