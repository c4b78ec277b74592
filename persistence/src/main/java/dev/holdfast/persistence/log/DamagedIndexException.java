package dev.holdfast.persistence.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An index does not say what was written there, or cannot be read: it has to be made anew from its segment. */
final class DamagedIndexException extends IOException {

    private static final long serialVersionUID = 1;

    private final transient SealedTable table;

    DamagedIndexException(SealedTable table, long offset, @Nullable Throwable cause) {
        super("Index of " + Segments.name(table.segment()) + " is damaged or cannot be read at byte " + offset, cause);
        this.table = table;
    }

    SealedTable table() {
        return table;
    }
}
