package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** CRC32C (RFC 3720, appendix B.4). */
final class Checksum {

    private Checksum() {}

    static int of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    static int of(ByteBuffer bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes.slice(offset, length));
        return (int) crc.getValue();
    }
}
