package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.AppendResult.Stored;

/** Stores records, if the fence lets their writer pass. */
final class AppendRequest extends Request<AppendResult> {

    private final Append append;
    private final byte[] idBytes;
    private final long bytes;
    private AppendResult result = Stored.INSTANCE;

    /** @throws IllegalArgumentException if it is larger than the options allow */
    AppendRequest(Append append, LogOptions options) {
        this.append = append;
        this.idBytes = Ids.encode(append.id());
        long sum = 0;
        for (NewRecord next : append.records()) {
            long size = (long) RecordCodec.OVERHEAD + idBytes.length + next.payload().length;
            require(size, options.maxRecordBytes(), "record " + next.sequence(), "a quarter of a segment");
            sum += size;
        }
        require(sum, options.maxAppendBytes(), "append", "half of a segment");
        this.bytes = sum;
    }

    private void require(long size, long limit, String what, String fraction) {
        if (size > limit) {
            throw new IllegalArgumentException("Writer " + append.writer() + " of " + append.id() + ": " + what
                    + " takes " + size + " bytes; at most " + limit + ", " + fraction
                    + ", are possible. Nothing of it was stored; make it smaller or segments larger");
        }
    }

    @Override
    String id() {
        return append.id();
    }

    @Override
    int records() {
        return append.records().size();
    }

    @Override
    long bytes() {
        return bytes;
    }

    @Override
    void decide(Fence fence, FrameBuilder frame) {
        var refusal = fence.check(append);
        if (refusal.isPresent()) {
            result = refusal.get();
        } else {
            append.records().forEach(next -> frame.add(append.id(), idBytes, next));
        }
    }

    @Override
    void complete() {
        promise.complete(result);
    }
}
