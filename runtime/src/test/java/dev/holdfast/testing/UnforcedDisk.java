package dev.holdfast.testing;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;

/** This machine's disk, but nothing is forced: for tests that write much and whose machine does not fail. */
public final class UnforcedDisk implements Disk {

    @Override
    public Directory open(Path path) throws IOException {
        return proxy(Directory.class, Disk.system().open(path));
    }

    private static <T> T proxy(Class<T> type, T target) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    if (method.getName().startsWith("force")) {
                        return null;
                    }
                    try {
                        Object result = method.invoke(target, arguments);
                        return result instanceof StorageFile file ? proxy(StorageFile.class, file) : result;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                }));
    }
}
