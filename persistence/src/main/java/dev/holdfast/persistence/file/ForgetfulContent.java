package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The content of a file of a {@link ForgetfulDisk}: what the real file holds and, above it, what was not forced. */
final class ForgetfulContent {

    private static final int SECTOR = 512;

    private final Directory directory;
    private final String realName;
    private final List<Write> unforced = new ArrayList<>();
    private @Nullable StorageFile real;
    private long size;
    private boolean crashed;

    private record Write(long position, ByteBuffer bytes) {
        long end() {
            return position + bytes.limit();
        }

        ByteBuffer slice(long from, long to) {
            return bytes.slice((int) (from - position), (int) (to - from));
        }
    }

    /** A file that exists; opened when first used. */
    ForgetfulContent(Directory directory, String realName) {
        this.directory = directory;
        this.realName = realName;
    }

    /** A file that was just created. */
    ForgetfulContent(Directory directory, String realName, StorageFile real) {
        this(directory, realName);
        this.real = real;
    }

    /** To be called before the real name changes: an open file does not mind. */
    synchronized void openReal() throws IOException {
        if (real == null) {
            real = directory.open(realName, Directory.Access.READ_WRITE);
            size = real.size();
        }
    }

    synchronized long size() throws IOException {
        alive();
        return size;
    }

    synchronized int read(ByteBuffer target, long position) throws IOException {
        StorageFile file = alive();
        int length = (int) Math.max(0, Math.min(target.remaining(), size - position));
        ByteBuffer view = target.slice(target.position(), length);
        file.read(view, position);
        while (view.hasRemaining()) {
            view.put((byte) 0);
        }
        for (Write write : unforced) {
            long from = Math.max(position, write.position());
            long to = Math.min(position + length, write.end());
            if (from < to) {
                view.put((int) (from - position), write.slice(from, to), 0, (int) (to - from));
            }
        }
        target.position(target.position() + length);
        return length;
    }

    synchronized void write(ByteBuffer source, long position) throws IOException {
        alive();
        ByteBuffer copy = ByteBuffer.allocate(source.remaining()).put(source).flip();
        Write write = new Write(position, copy);
        unforced.add(write);
        size = Math.max(size, write.end());
    }

    synchronized void allocate(long newSize) throws IOException {
        alive();
        size = Math.max(size, newSize);
    }

    synchronized void force(boolean metadata) throws IOException {
        StorageFile file = alive();
        file.allocate(size);
        for (Write write : unforced) {
            file.write(write.bytes().duplicate(), write.position());
        }
        unforced.clear();
        if (metadata) {
            file.forceWithMetadata();
        } else {
            file.force();
        }
    }

    synchronized void crash(BooleanSupplier survives) throws IOException {
        crashed = true;
        if (real == null) {
            return;
        }
        if (size > real.size() && survives.getAsBoolean()) {
            real.allocate(size);
        }
        for (Write write : unforced) {
            for (long at = write.position(); at < write.end(); ) {
                long next = Math.min(write.end(), (at / SECTOR + 1) * SECTOR);
                if (survives.getAsBoolean()) {
                    real.write(write.slice(at, next), at);
                }
                at = next;
            }
        }
        real.close();
    }

    private StorageFile alive() throws IOException {
        if (crashed || real == null) {
            throw new IOException("The disk under " + directory.path() + " crashed; " + realName + " is gone");
        }
        return real;
    }
}
