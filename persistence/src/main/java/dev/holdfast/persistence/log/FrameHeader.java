package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The first bytes of a frame.
 *
 * <p>The chain hash of a frame covers its header and body, with the chain hash of the frame before in the place of its
 * own, and zero in the place of the header's checksum.
 *
 * @param number the frame's number, from 1, rising by 1 over the life of the log
 * @param records how many records its body holds
 * @param bodyLength how many bytes its body has
 * @param bodyChecksum CRC32C of the body
 * @param chain the chain hash up to and with this frame
 */
record FrameHeader(long number, int records, int bodyLength, int bodyChecksum, ChainHash chain) {

    static final int BYTES = 48;
    static final int VERSION = 1;

    private static final int MAGIC = 0x48464652; // "HFFR"
    private static final int CHECKSUM_AT = 28;
    private static final int CHAIN_AT = 32;

    /** Writes the header of the body that stands in {@code payload} behind the place for the header. */
    static FrameHeader seal(byte[] payload, int length, long number, int records, ChainHash previous) {
        int bodyLength = length - BYTES;
        int bodyChecksum = Checksum.of(payload, BYTES, bodyLength);
        ByteBuffer header = ByteBuffer.wrap(payload, 0, BYTES);
        header.putInt(MAGIC).putShort((short) VERSION).putShort((short) 0);
        header.putLong(number).putInt(records).putInt(bodyLength).putInt(bodyChecksum);
        ChainHash chain = link(payload, length, previous);
        chain.write(header.position(CHAIN_AT));
        header.putInt(CHECKSUM_AT, Checksum.of(payload, 0, BYTES));
        return new FrameHeader(number, records, bodyLength, bodyChecksum, chain);
    }

    /** Whether a header stands at the begin of {@code payload}: magic, version and checksum fit. */
    static boolean isSound(byte[] payload) {
        ByteBuffer header = ByteBuffer.wrap(Arrays.copyOf(payload, BYTES));
        int checksum = header.getInt(CHECKSUM_AT);
        header.putInt(CHECKSUM_AT, 0);
        return header.getInt(0) == MAGIC
                && header.getShort(4) == VERSION
                && checksum == Checksum.of(header.array(), 0, BYTES);
    }

    /**
     * What an unsound header may have been if a single byte of it is wrong: itself, if that byte is in the checksum, and
     * each that differs in one byte and fits the checksum.
     */
    static List<byte[]> oneByteAway(byte[] payload) {
        byte[] header = Arrays.copyOf(payload, BYTES);
        List<byte[]> candidates = new ArrayList<>();
        ByteBuffer view = ByteBuffer.wrap(header);
        int checksum = view.getInt(CHECKSUM_AT);
        view.putInt(CHECKSUM_AT, 0);
        candidates.add(header.clone());
        ByteBuffer.wrap(candidates.get(0)).putInt(CHECKSUM_AT, Checksum.of(header, 0, BYTES));
        for (ByteError error : ByteError.find(header, 0, BYTES, checksum)) {
            if (error.at() < CHECKSUM_AT || error.at() >= CHAIN_AT) {
                byte[] candidate = header.clone();
                error.flip(candidate);
                ByteBuffer.wrap(candidate).putInt(CHECKSUM_AT, checksum);
                candidates.add(candidate);
            }
        }
        return candidates;
    }

    static FrameHeader decode(byte[] payload) {
        ByteBuffer header = ByteBuffer.wrap(payload, 8, BYTES - 8);
        long number = header.getLong();
        int records = header.getInt();
        int bodyLength = header.getInt();
        int bodyChecksum = header.getInt();
        return new FrameHeader(number, records, bodyLength, bodyChecksum, ChainHash.read(header.position(CHAIN_AT)));
    }

    /** Whether the payload's body is what this header says. */
    boolean bodyFits(byte[] payload) {
        return bodyChecksum == Checksum.of(payload, BYTES, bodyLength);
    }

    /** Whether this frame continues the history that {@code previous} stands for. */
    boolean continues(ChainHash previous, byte[] payload) {
        byte[] original = new byte[BYTES];
        System.arraycopy(payload, 0, original, 0, BYTES);
        ChainHash expected = link(payload, BYTES + bodyLength, previous);
        System.arraycopy(original, 0, payload, 0, BYTES);
        return expected.equals(chain);
    }

    private static ChainHash link(byte[] payload, int length, ChainHash previous) {
        ByteBuffer header = ByteBuffer.wrap(payload, 0, BYTES);
        header.putInt(CHECKSUM_AT, 0);
        previous.write(header.position(CHAIN_AT));
        return ChainHash.of(payload, length);
    }
}
