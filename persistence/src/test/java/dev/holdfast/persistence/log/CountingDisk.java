package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/** A disk before another that counts the bytes and the calls of reads, and shows what is done to names. For any thread. */
final class CountingDisk implements Disk {

    private final Disk disk;
    private final Watch watch;
    private final AtomicLong bytes = new AtomicLong();
    private final AtomicLong reads = new AtomicLong();

    /**
     * Shown each operation on a file's name before it happens, to let it happen or fail; and of an open file, under the name
     * it was opened by, each that reads it, asks for its size or closes it.
     */
    @FunctionalInterface
    interface Watch {
        void sees(String operation, String name) throws IOException;
    }

    CountingDisk(Disk disk) {
        this(disk, (operation, name) -> {});
    }

    CountingDisk(Disk disk, Watch watch) {
        this.disk = disk;
        this.watch = watch;
    }

    /** How many bytes were read since the last time this was asked. */
    long takeBytes() {
        return bytes.getAndSet(0);
    }

    /** How many reads there were since the last time this was asked. */
    long takeReads() {
        return reads.getAndSet(0);
    }

    @Override
    public Directory open(Path path) throws IOException {
        return wrap(Directory.class, disk.open(path), "");
    }

    private <T> T wrap(Class<T> type, T target, String file) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) ->
                        call(target, method, file, arguments == null ? new Object[0] : arguments)));
    }

    private Object call(Object target, Method method, String file, Object[] arguments) throws Throwable {
        int before = arguments.length > 0 && arguments[0] instanceof ByteBuffer buffer ? buffer.remaining() : 0;
        String name = arguments.length > 0 && arguments[0] instanceof String first ? first : file;
        if (!name.equals(file) || Set.of("read", "size", "close").contains(method.getName())) {
            watch.sees(method.getName(), name);
        }
        try {
            Object result = method.invoke(target, arguments);
            if (method.getName().equals("read")) {
                bytes.addAndGet(before - ((ByteBuffer) arguments[0]).remaining());
                reads.incrementAndGet();
            }
            return result instanceof StorageFile opened ? wrap(StorageFile.class, opened, name) : result;
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }
}
