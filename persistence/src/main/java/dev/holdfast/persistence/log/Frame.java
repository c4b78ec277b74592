package dev.holdfast.persistence.log;

import java.util.List;

/**
 * A frame that was read and found sound.
 *
 * @param header its header
 * @param before the chain hash before it
 * @param payload header and body, without stamps; filled up to whole sectors
 * @param entries its records
 * @param position where it begins in its file
 */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record Frame(FrameHeader header, ChainHash before, byte[] payload, List<RecordEntry> entries, long position) {

    /** Where it stands in the segment with this number. */
    long place(long segment) {
        return Place.of(segment, SectorCodec.payloadIndex(position));
    }

    /** The same where its records are as they were written. */
    Frame withSoundEntries() {
        return new Frame(
                header,
                before,
                payload,
                entries.stream().map(RecordEntry::asSound).toList(),
                position);
    }

    int length() {
        return FrameHeader.BYTES + header.bodyLength();
    }
}
