package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * A lock on a file, with the holder's process id inside.
 *
 * <p>POSIX gives a file's lock to the process, and takes it away when the process closes <em>any</em> descriptor of that
 * file. So a second try in the same process must not even open the lock file: whoever is refused and closes it would
 * release the first holder's lock. Hence the register of what this process holds.
 */
final class SystemLock implements DirectoryLock {

    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path key;
    private final FileChannel channel;

    private SystemLock(Path key, FileChannel channel) {
        this.key = key;
        this.channel = channel;
    }

    static SystemLock acquire(Path directory, String name) throws IOException {
        Path key = directory.toRealPath().resolve(name);
        if (!HELD_HERE.add(key)) {
            throw new DirectoryLockedException(directory, "this process (" + ownPid() + ")");
        }
        FileChannel channel = null;
        try {
            channel =
                    FileChannel.open(key, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
            lock(directory, channel);
            return new SystemLock(key, channel);
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                channel.close();
            }
            HELD_HERE.remove(key);
            throw e;
        }
    }

    private static void lock(Path directory, FileChannel channel) throws IOException {
        @Nullable FileLock lock = channel.tryLock();
        if (lock == null) {
            String holder = readHolder(channel);
            throw new DirectoryLockedException(directory, holder.isEmpty() ? "another process" : "process " + holder);
        }
        channel.truncate(0);
        channel.write(ByteBuffer.wrap(Long.toString(ownPid()).getBytes(StandardCharsets.US_ASCII)), 0);
    }

    private static String readHolder(FileChannel channel) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(32);
        channel.read(text, 0);
        return StandardCharsets.US_ASCII.decode(text.flip()).toString().strip();
    }

    private static long ownPid() {
        return ProcessHandle.current().pid();
    }

    @Override
    public void close() throws IOException {
        if (channel.isOpen()) {
            try {
                channel.close();
            } finally {
                HELD_HERE.remove(key);
            }
        }
    }
}
