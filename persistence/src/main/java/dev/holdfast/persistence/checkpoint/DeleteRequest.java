package dev.holdfast.persistence.checkpoint;

import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Deletes checkpoints of one id. They are not found any more from the moment on at which it is carried out. */
final class DeleteRequest extends Request<@Nullable Void> {

    private final String id;
    private final UnaryOperator<List<CheckpointName>> choice;
    private final CheckpointFiles files;
    private final CheckpointIndex index;

    /** @param choice which of those that there are, newest first */
    DeleteRequest(String id, UnaryOperator<List<CheckpointName>> choice, CheckpointFiles files, CheckpointIndex index) {
        this.id = id;
        this.choice = choice;
        this.files = files;
        this.index = index;
    }

    @Override
    boolean carryOut() throws IOException {
        List<CheckpointName> chosen = choice.apply(index.newestFirst(id));
        for (CheckpointName name : chosen) {
            delete(name);
        }
        return !chosen.isEmpty();
    }

    /** The index first: a reader that misses the file then sees that it was to be so. */
    private void delete(CheckpointName name) throws IOException {
        index.remove(name);
        try {
            files.delete(name);
        } catch (IOException | RuntimeException | Error e) {
            index.add(name);
            throw e;
        }
    }

    @Override
    void complete() {
        promise.complete(null);
    }

    /** What is gone now may be there again after a crash; asked again, it is deleted again. */
    @Override
    void undo(Throwable failure) {}

    @Override
    CheckpointException refusal(Throwable cause) {
        return new CheckpointException(
                "Checkpoints of " + id + " were not deleted, or not all, or not durably (" + cause
                        + "); those that are left can be used. Check the disk and delete them again",
                cause);
    }
}
