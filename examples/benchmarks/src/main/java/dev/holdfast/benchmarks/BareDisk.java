package dev.holdfast.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** What the disk allows at most: a loop of one write and one force on an allocated file, in whole sectors. */
public final class BareDisk implements AutoCloseable {

    private static final int SECTOR = 512;
    private static final int FILE = 64 << 20;
    private static final int CHUNK = 1 << 20;

    private final FileChannel file;
    private long position;

    /** Allocates the file: 64 MiB of forced zeros. */
    public BareDisk(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(CHUNK);
        for (long at = 0; at < FILE; at += CHUNK) {
            file.write(zeros.clear(), at);
        }
        file.force(true);
    }

    /** How many outcomes become durable per second when so many, of so many bytes together, share a force. */
    public double rate(int outcomes, int bytes, long nanos) throws IOException {
        return rate(outcomes, bytes, nanos, Long.MAX_VALUE);
    }

    /** The same, over after a number of forces at the latest. */
    public double rate(int outcomes, int bytes, long nanos, long most) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocateDirect((bytes + SECTOR - 1) / SECTOR * SECTOR);
        long begin = System.nanoTime();
        long elapsed = 0;
        long forces = 0;
        while (elapsed < nanos && forces < most) {
            if (position + buffer.capacity() > FILE) {
                position = 0;
            }
            file.write(buffer.clear(), position);
            file.force(false);
            position += buffer.capacity();
            forces++;
            elapsed = System.nanoTime() - begin;
        }
        return forces * outcomes * 1e9 / elapsed;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
