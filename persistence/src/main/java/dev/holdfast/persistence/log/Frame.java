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

    int length() {
        return FrameHeader.BYTES + header.bodyLength();
    }
}
