package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.List;

/** A handle on a directory of a {@link ForgetfulDisk}. */
final class ForgetfulDirectory implements Directory {

    private final ForgetfulNames names;
    private volatile boolean closed;

    ForgetfulDirectory(ForgetfulNames names) {
        this.names = names;
    }

    @Override
    public Path path() {
        return names.path();
    }

    @Override
    public List<String> list() throws IOException {
        return open().list();
    }

    @Override
    public StorageFile create(String name) throws IOException {
        return new ForgetfulFile(open().create(name), Access.READ_WRITE);
    }

    @Override
    public StorageFile open(String name, Access access) throws IOException {
        return new ForgetfulFile(open().find(name), access);
    }

    @Override
    public void rename(String from, String to) throws IOException {
        open().rename(from, to);
    }

    @Override
    public void delete(String name) throws IOException {
        open().delete(name);
    }

    @Override
    public Space space() throws IOException {
        return open().space();
    }

    @Override
    public void force() throws IOException {
        open().force();
    }

    @Override
    public DirectoryLock lock(String name) throws IOException {
        return open().lock(name);
    }

    @Override
    public void close() {
        closed = true;
    }

    private ForgetfulNames open() throws IOException {
        if (closed) {
            throw new ClosedChannelException();
        }
        return names;
    }
}
