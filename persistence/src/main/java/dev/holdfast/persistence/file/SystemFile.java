package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** A {@link StorageFile} of the operating system. */
final class SystemFile implements StorageFile {

    private static final ByteBuffer ZEROS =
            ByteBuffer.allocateDirect(256 * 1024).asReadOnlyBuffer();

    private final Path path;
    private final FileChannel channel;

    SystemFile(Path path, FileChannel channel) {
        this.path = path;
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
        try {
            while (source.hasRemaining()) {
                at += channel.write(source, at);
            }
        } catch (IOException e) {
            throw Shortage.of(path, e);
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
        force(false);
    }

    @Override
    public void forceWithMetadata() throws IOException {
        force(true);
    }

    private void force(boolean metadata) throws IOException {
        try {
            channel.force(metadata);
        } catch (IOException e) {
            throw Shortage.ofForce(path, e);
        }
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
