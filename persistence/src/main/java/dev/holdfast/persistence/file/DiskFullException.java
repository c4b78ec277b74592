package dev.holdfast.persistence.file;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * There is no room: the file system is full, or a quota is used up. Unlike any other failure it passes: what was refused
 * may be tried again once there is room. A file that was to be created may be there, and of a write any of its sectors
 * may be done. When it comes out of a force, what is durable is as unknown as after any failed force.
 */
public final class DiskFullException extends IOException {

    private static final long serialVersionUID = 1;

    public DiskFullException(String message) {
        super(message);
    }

    public DiskFullException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
