package dev.holdfast.testing;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** This machine's disk, but a test says whether there is room for files to grow. */
public final class FillableDisk implements Disk {

    private volatile boolean full;

    /** Whether there is no room from now on. */
    public void fill(boolean isFull) {
        full = isFull;
    }

    @Override
    public Directory open(Path path) throws IOException {
        Directory directory = Disk.system().open(path);
        return proxy(Directory.class, directory, (name, arguments, result) -> {
            if (result instanceof Directory.Space space && full) {
                return new Directory.Space(space.used(), 0);
            }
            return result instanceof StorageFile file ? proxy(StorageFile.class, file, this::refuse) : result;
        });
    }

    private Object refuse(String operation, Object[] arguments, Object result) throws IOException {
        if (full && operation.equals("allocate")) {
            throw new DiskFullException("the test filled the disk");
        }
        return result;
    }

    /** What becomes of the result of an operation, which has been carried out. */
    @FunctionalInterface
    interface Change {
        Object apply(String operation, Object[] arguments, Object result) throws IOException;
    }

    /** The target, but for what the change makes of its results. */
    static <T> T proxy(Class<T> type, T target, Change change) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    try {
                        return change.apply(method.getName(), arguments, method.invoke(target, arguments));
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
