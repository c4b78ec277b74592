package dev.holdfast.persistence.log;

import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/** Closes files so that one that fails keeps no other open. */
final class Closing {

    private Closing() {}

    /** Closes all; what failed first is thrown at the end, with the rest attached. */
    static void all(Iterable<? extends Closeable> files) throws IOException {
        Optional<IOException> failure = Optional.empty();
        for (Closeable file : files) {
            try {
                file.close();
            } catch (IOException e) {
                failure.ifPresent(first -> first.addSuppressed(e));
                failure = failure.or(() -> Optional.of(e));
            }
        }
        if (failure.isPresent()) {
            throw failure.get();
        }
    }
}
