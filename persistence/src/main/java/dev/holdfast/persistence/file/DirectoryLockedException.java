package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.file.Path;

/** A directory cannot be locked because somebody else holds the lock. */
public final class DirectoryLockedException extends IOException {

    private static final long serialVersionUID = 1;

    private final String holder;

    /** @param holder who holds the lock, as a noun phrase such as "process 4711" */
    public DirectoryLockedException(Path directory, String holder) {
        super("Directory " + directory + " is locked by " + holder);
        this.holder = holder;
    }

    /** Who holds the lock, as a noun phrase such as "process 4711". */
    public String holder() {
        return holder;
    }
}
