package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;

/**
 * The names in a directory of a {@link ForgetfulDisk}: as their users see them, and the changes the real directory has
 * not seen yet, in order.
 */
final class ForgetfulNames {

    private static final String HIDDEN = ".forgetful-";

    private final Directory real;
    private final TreeMap<String, ForgetfulContent> names = new TreeMap<>();
    private final List<ForgetfulContent> contents = new ArrayList<>();
    private final List<DirectoryLock> locks = new ArrayList<>();
    private final List<Change> unforced = new ArrayList<>();
    private long hiddenFiles;
    private boolean crashed;

    /** A change of names, as the real directory will see it. */
    @FunctionalInterface
    private interface Change {
        void apply() throws IOException;
    }

    ForgetfulNames(Directory real) throws IOException {
        this.real = real;
        for (String name : real.list()) {
            if (name.startsWith(HIDDEN)) {
                real.delete(name);
            } else {
                names.put(name, new ForgetfulContent(real, name));
            }
        }
        contents.addAll(names.values());
    }

    Path path() {
        return real.path();
    }

    synchronized List<String> list() throws IOException {
        ensureAlive();
        return List.copyOf(names.keySet());
    }

    synchronized ForgetfulContent create(String name) throws IOException {
        ensureAlive();
        if (names.containsKey(name)) {
            throw new FileAlreadyExistsException(path().resolve(name).toString());
        }
        String hidden = HIDDEN + hiddenFiles++;
        ForgetfulContent content = new ForgetfulContent(real, hidden, real.create(hidden));
        contents.add(content);
        names.put(name, content);
        unforced.add(() -> real.rename(hidden, name));
        return content;
    }

    synchronized ForgetfulContent find(String name) throws IOException {
        ensureAlive();
        ForgetfulContent content = names.get(name);
        if (content == null) {
            throw new NoSuchFileException(path().resolve(name).toString());
        }
        content.openReal();
        return content;
    }

    synchronized void rename(String from, String to) throws IOException {
        names.put(to, find(from));
        names.remove(from);
        unforced.add(() -> real.rename(from, to));
    }

    synchronized void delete(String name) throws IOException {
        find(name);
        names.remove(name);
        unforced.add(() -> real.delete(name));
    }

    /** Of what was not forced nothing takes real room yet; it is counted all the same. */
    synchronized Directory.Space space() throws IOException {
        ensureAlive();
        long used = 0;
        for (ForgetfulContent content : names.values()) {
            content.openReal();
            used += content.size();
        }
        return new Directory.Space(used, real.space().usable());
    }

    synchronized void force() throws IOException {
        ensureAlive();
        for (Change change : unforced) {
            change.apply();
        }
        unforced.clear();
        real.force();
    }

    synchronized DirectoryLock lock(String name) throws IOException {
        ensureAlive();
        DirectoryLock lock = real.lock(name);
        locks.add(lock);
        return lock;
    }

    synchronized void crash(BooleanSupplier survives) throws IOException {
        crashed = true;
        for (ForgetfulContent content : contents) {
            content.crash(survives);
        }
        for (Change change : unforced) {
            if (!survives.getAsBoolean()) {
                break;
            }
            change.apply();
        }
        for (String name : real.list()) {
            if (name.startsWith(HIDDEN)) {
                real.delete(name);
            }
        }
        for (DirectoryLock lock : locks) {
            lock.close();
        }
        real.close();
    }

    private void ensureAlive() throws IOException {
        if (crashed) {
            throw new IOException("The disk under " + path() + " crashed");
        }
    }
}
