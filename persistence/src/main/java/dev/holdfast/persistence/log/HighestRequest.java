package dev.holdfast.persistence.log;

/** Asks for the highest sequence number of an id, those submitted before included. */
final class HighestRequest extends Request<Long> {

    private final String id;
    private long highest;

    HighestRequest(String id) {
        this.id = id;
    }

    @Override
    String id() {
        return id;
    }

    @Override
    void decide(Fence fence, FrameBuilder frame) {
        highest = fence.highest(id);
    }

    @Override
    void complete() {
        promise.complete(highest);
    }
}
