package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A {@link StorageFile} of the operating system. */
final class SystemFile implements StorageFile {

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(256 * 1024).asReadOnlyBuffer();

    private final FileChannel channel;

    SystemFile(FileChannel channel) {
        this.channel = channel;
    }

    @Override
    public long size() throws IOException {
        return channel.size();
    }

    @Override
    public int read(ByteBuffer target, long position) throws IOException {
        int total = 0;
        while (target.hasRemaining()) {
            int count = channel.read(target, position + total);
            if (count < 0) {
                break;
            }
            total += count;
        }
        return total;
    }

    @Override
    public void write(ByteBuffer source, long position) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            at += channel.write(source, at);
        }
    }

    @Override
    public void allocate(long size) throws IOException {
        long at = channel.size();
        while (at < size) {
            int length = (int) Math.min(size - at, ZEROS.capacity());
            write(ZEROS.duplicate().limit(length), at);
            at += length;
        }
    }

    @Override
    public void force() throws IOException {
        channel.force(false);
    }

    @Override
    public void forceWithMetadata() throws IOException {
        channel.force(true);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
