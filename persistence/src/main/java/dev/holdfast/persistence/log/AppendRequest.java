package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.AppendResult.Stored;

/**
 * Stores records, if the fence lets their writer pass. They are encoded where they are submitted: that work is spread
 * over the threads of those who submit, and what waits is done.
 */
final class AppendRequest extends Request<AppendResult> {

    private final Append append;
    private final EncodedRecords records;
    private AppendResult result = Stored.INSTANCE;

    /** @throws IllegalArgumentException if it is larger than the options allow */
    AppendRequest(Append append, LogOptions options) {
        this.append = append;
        byte[] idBytes = Ids.encode(append.id());
        long sum = 0;
        for (NewRecord next : append.records()) {
            long size = (long) RecordCodec.OVERHEAD + idBytes.length + next.payload().length;
            if (size > options.maxRecordBytes()) {
                throw tooLarge("record " + next.sequence(), size, options.maxRecordBytes(), "a quarter of a segment");
            }
            sum += size;
        }
        if (sum > options.maxAppendBytes()) {
            throw tooLarge("append", sum, options.maxAppendBytes(), "half of a segment");
        }
        this.records = EncodedRecords.data(append.id(), idBytes, append.records());
    }

    private IllegalArgumentException tooLarge(String what, long size, long limit, String fraction) {
        return new IllegalArgumentException("Writer " + append.writer() + " of " + append.id() + ": " + what + " takes "
                + size + " bytes; at most " + limit + ", " + fraction
                + ", are possible. Nothing of it was stored; make it smaller or segments larger");
    }

    @Override
    String id() {
        return append.id();
    }

    @Override
    boolean appends() {
        return true;
    }

    @Override
    int records() {
        return records.entries().size();
    }

    @Override
    long bytes() {
        return records.bytes().length;
    }

    @Override
    void decide(Fence fence, FrameBuilder frame) {
        var refusal = fence.check(append);
        if (refusal.isPresent()) {
            result = refusal.get();
        } else {
            frame.add(records);
        }
    }

    @Override
    void complete() {
        promise.complete(result);
    }
}
