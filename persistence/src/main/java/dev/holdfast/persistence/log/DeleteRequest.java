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
    boolean makesRoom() {
        return true;
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
        add(Math.min(toSequence, fence.highest(id)), fence, frame);
    }

    /** What is stored: an append that waits goes above that, before or behind. */
    @Override
    boolean decideAhead(Fence fence, FrameBuilder frame) {
        long stored = fence.stored(id).highest();
        add(Math.min(toSequence, stored), fence, frame);
        return toSequence <= stored;
    }

    private void add(long to, Fence fence, FrameBuilder frame) {
        if (to > fence.stored(id).deletedTo()) {
            frame.add(EncodedRecords.deletion(id, Ids.encode(id), to, 0));
        }
    }

    @Override
    void complete() {
        promise.complete(null);
    }
}
