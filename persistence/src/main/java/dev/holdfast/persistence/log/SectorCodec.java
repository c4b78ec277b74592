package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Sectors: 512 bytes of which the first 8 are a stamp and 504 are payload.
 *
 * <p>A disk writes a sector whole or not at all, and a segment is all zeros before its first use. So, if every sector
 * that was ever written differs from zeros, a write torn by a crash shows as sectors of zeros and nothing else does. A
 * stamp is the number of the frame the sector belongs to, under a constant mark of two bytes. The mark keeps a stamp of
 * a small number two damages away from zeros: without it, one flipped bit in a sector whose payload is zeros could pass
 * for a tear.
 */
final class SectorCodec {

    static final int SECTOR = 512;
    static final int STAMP = 8;
    static final int PAYLOAD = SECTOR - STAMP;

    private static final long MARK = 0x4846L << 48; // "HF"
    private static final long MAX_FRAME = (1L << 48) - 1;

    private SectorCodec() {}

    /** The stamp of a frame's sectors. */
    static long stamp(long frame) {
        if (frame < 1 || frame > MAX_FRAME) {
            throw new IllegalArgumentException("Frame number " + frame + " is outside 1 to " + MAX_FRAME);
        }
        return MARK | frame;
    }

    /** The frame a stamp is of; empty if it is no stamp. */
    static OptionalLong frame(long stamp) {
        long frame = stamp & MAX_FRAME;
        return stamp == (MARK | frame) && frame > 0 ? OptionalLong.of(frame) : OptionalLong.empty();
    }

    /** How many sectors a payload fills. */
    static int sectors(long payloadLength) {
        return Math.toIntExact((payloadLength + PAYLOAD - 1) / PAYLOAD);
    }

    /** Where in a file the payload byte stands that is number {@code index} when stamps are not counted. */
    static long physical(long index) {
        return index / PAYLOAD * SECTOR + STAMP + index % PAYLOAD;
    }

    /** Where the sector begins that holds the payload byte number {@code index}; inverse to {@link #payloadIndex}. */
    static long position(long index) {
        return index / PAYLOAD * SECTOR;
    }

    /** The number of the first payload byte of the sector at {@code position}, when stamps are not counted. */
    static long payloadIndex(long position) {
        return position / SECTOR * PAYLOAD;
    }

    /** Appends a part of a payload to {@code target} in stamped sectors; the last is filled up with zeros. */
    static void write(byte[] payload, int from, int length, long stamp, ByteBuffer target) {
        int end = from + length;
        for (int at = from; at < end; at += PAYLOAD) {
            int part = Math.min(PAYLOAD, end - at);
            target.putLong(stamp).put(payload, at, part);
            for (int i = part; i < PAYLOAD; i++) {
                target.put((byte) 0);
            }
        }
    }

    /** Copies the payload of whole sectors, without their stamps. */
    static void strip(ByteBuffer sectors, int position, int count, byte[] target) {
        for (int i = 0; i < count; i++) {
            sectors.get(position + i * SECTOR + STAMP, target, i * PAYLOAD, PAYLOAD);
        }
    }

    /** Whether all bytes from {@code position} on, {@code length} of them, are zero. */
    static boolean isZero(ByteBuffer bytes, int position, int length) {
        int at = position;
        int end = position + length;
        for (; at + Long.BYTES <= end; at += Long.BYTES) {
            if (bytes.getLong(at) != 0) {
                return false;
            }
        }
        for (; at < end; at++) {
            if (bytes.get(at) != 0) {
                return false;
            }
        }
        return true;
    }
}
