package dev.holdfast.persistence.log;

import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Stores again what is known of ids whose records are all deleted, before the segment goes in which it stood: deletions,
 * and the tags that the last of the deleted records carried.
 */
final class CarryRequest extends Request<@Nullable Void> {

    private final List<Deletion> deletions;
    private final long bytes;

    /** A deletion up to a sequence number, whose record carried the tags. */
    record Deletion(String id, long toSequence, int tags) {

        long bytes() {
            return (long) RecordCodec.OVERHEAD + Ids.encode(id).length;
        }
    }

    CarryRequest(Collection<Deletion> deletions) {
        this.deletions = List.copyOf(deletions);
        this.bytes = deletions.stream().mapToLong(Deletion::bytes).sum();
    }

    /** One of them: it takes that one's turn. */
    @Override
    String id() {
        return deletions.get(0).id();
    }

    @Override
    boolean makesRoom() {
        return true;
    }

    @Override
    int records() {
        return deletions.size();
    }

    @Override
    long bytes() {
        return bytes;
    }

    @Override
    void decide(Fence fence, FrameBuilder frame) {
        deletions.forEach(each ->
                frame.add(EncodedRecords.deletion(each.id(), Ids.encode(each.id()), each.toSequence(), each.tags())));
    }

    /** It says nothing new of any id. */
    @Override
    boolean decideAhead(Fence fence, FrameBuilder frame) {
        decide(fence, frame);
        return true;
    }

    @Override
    void complete() {
        promise.complete(null);
    }
}
