package dev.holdfast.persistence.log;

import org.jspecify.annotations.Nullable;

/** Marks the records of an id as deleted, up to a sequence number. */
final class DeleteRequest extends Request<@Nullable Void> {

    private final String id;
    private final long toSequence;

    DeleteRequest(String id, long toSequence) {
        this.id = id;
        this.toSequence = toSequence;
    }

    @Override
    String id() {
        return id;
    }

    @Override
    int records() {
        return 1;
    }

    @Override
    long bytes() {
        return RecordCodec.OVERHEAD + 3L * id.length();
    }

    /** Never beyond the highest there is: a marker above it would delete what is stored later. */
    @Override
    void decide(Fence fence, FrameBuilder frame) {
        long to = Math.min(toSequence, fence.highest(id));
        if (to > fence.deletedTo(id)) {
            frame.add(EncodedRecords.deletion(id, Ids.encode(id), to, 0));
        }
    }

    @Override
    void complete() {
        promise.complete(null);
    }
}
