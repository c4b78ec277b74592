package dev.holdfast.persistence.checkpoint;

import java.io.IOException;

/** Saves a checkpoint. It is found once its name is durable, not before. */
final class SaveRequest extends Request<CheckpointName> {

    private final CheckpointName name;
    private final Checkpoint checkpoint;
    private final CheckpointFiles files;
    private final CheckpointIndex index;

    SaveRequest(CheckpointName name, Checkpoint checkpoint, CheckpointFiles files, CheckpointIndex index) {
        this.name = name;
        this.checkpoint = checkpoint;
        this.files = files;
        this.index = index;
    }

    @Override
    boolean carryOut() throws IOException {
        Digest digest = Digest.of(checkpoint.content().bytes());
        if (!digest.equals(checkpoint.content().digest())) {
            throw new MisfitException("the digest of its state is " + digest + ", but was "
                    + checkpoint.content().digest() + " when it was captured");
        }
        files.write(name, checkpoint);
        return true;
    }

    @Override
    void complete() {
        index.add(name);
        promise.complete(name);
    }

    /** A file whose name may be lost is no checkpoint. If it cannot be removed, the next opening finds it, whole. */
    @Override
    void undo(Throwable failure) {
        files.discard(name.fileName(), failure);
    }

    @Override
    CheckpointException refusal(Throwable cause) {
        return new CheckpointException(
                "Checkpoint of " + checkpoint.id() + " at sequence number " + checkpoint.sequence()
                        + " was not saved as " + files.path(name) + " (" + cause
                        + "); older ones are as they were. Check that the disk works and has room, and save again",
                cause);
    }
}
