package dev.holdfast.persistence.log;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ends the log; what was submitted before it is still stored. */
final class CloseRequest extends Request<@Nullable Void> {

    private final OpenedLog log;

    CloseRequest(OpenedLog log) {
        this.log = log;
    }

    @Override
    void decide(Fence fence, FrameBuilder frame) {}

    @Override
    void complete() {
        try {
            log.close();
            promise.complete(null);
        } catch (IOException e) {
            promise.completeExceptionally(new LogException(
                    "Log " + log.directory().path() + " could not be closed properly; what was acknowledged is stored",
                    e));
        }
    }

    /** A log that failed is closed like any other. */
    @Override
    void fail(LogException reason) {
        complete();
    }
}
