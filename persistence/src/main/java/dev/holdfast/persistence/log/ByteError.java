package dev.holdfast.persistence.log;

import java.util.ArrayList;
import java.util.List;

/**
 * A single byte that is wrong, found from the difference that it makes to a CRC32C.
 *
 * <p>A CRC is linear: the checksums of what was written and of what is read differ by the checksum of the error alone,
 * and that is the error's entry in the CRC's table, moved on by one zero byte for each byte behind it. So walking the
 * difference back from the last byte, one step each, meets a table entry exactly where a single wrong byte explains it.
 * What is found is a guess until a stronger hash confirms it.
 *
 * @param at where the wrong byte is
 * @param difference what it differs by
 */
record ByteError(int at, int difference) {

    private static final int POLYNOMIAL = 0x82F63B78; // Castagnoli, reflected
    private static final int[] TABLE = new int[256];
    private static final int[] BY_HIGHEST_BYTE = new int[256];

    static {
        for (int i = 0; i < 256; i++) {
            int crc = i;
            for (int bit = 0; bit < 8; bit++) {
                crc = (crc & 1) == 0 ? crc >>> 1 : crc >>> 1 ^ POLYNOMIAL;
            }
            TABLE[i] = crc;
            BY_HIGHEST_BYTE[crc >>> 24] = i;
        }
    }

    /** The single bytes between {@code from} and {@code to} that, set right, would make the checksum the expected one. */
    static List<ByteError> find(byte[] bytes, int from, int to, int expected) {
        List<ByteError> found = new ArrayList<>();
        int difference = Checksum.of(bytes, from, to - from) ^ expected;
        for (int at = to - 1; at >= from; at--) {
            int index = BY_HIGHEST_BYTE[difference >>> 24];
            if (TABLE[index] == difference && index != 0) {
                found.add(new ByteError(at, index));
            }
            difference = (difference ^ TABLE[index]) << 8 | index;
        }
        return found;
    }

    /** Sets the byte right; the second time, wrong again. */
    void flip(byte[] bytes) {
        bytes[at] ^= (byte) difference;
    }
}
