package dev.holdfast.persistence.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** The first bytes of a checkpoint's file, with a checksum of their own: before it fits, no length in them is believed. */
record Header(
        int kind,
        LogId log,
        long number,
        long sequence,
        long timestamp,
        Digest digest,
        int descriptionBytes,
        int stateBytes) {

    static final int BYTES = 84;

    private static final long MAGIC = 0x4846434845434B50L; // "HFCHECKP"
    private static final int VERSION = 1;
    private static final int CHECKSUM_AT = BYTES - Integer.BYTES;

    void write(ByteBuffer target) {
        int start = target.position();
        target.putLong(MAGIC).putInt(VERSION).putInt(kind);
        log.write(target);
        target.putLong(number).putLong(sequence).putLong(timestamp);
        digest.write(target);
        target.putInt(descriptionBytes).putInt(stateBytes);
        target.putInt(checksum(target.slice(start, CHECKSUM_AT)));
    }

    static Header read(ByteBuffer source) throws MisfitException {
        if (source.getLong(0) != MAGIC) {
            throw new MisfitException("it does not begin as a checkpoint does");
        }
        if (source.getInt(8) != VERSION) {
            throw new MisfitException(
                    "it is of format " + source.getInt(8) + ", but this version of Holdfast reads " + VERSION);
        }
        if (source.getInt(CHECKSUM_AT) != checksum(source.slice(0, CHECKSUM_AT))) {
            throw new MisfitException("the checksum of its header is wrong");
        }
        ByteBuffer fields = source.duplicate().position(12);
        Header header = new Header(
                fields.getInt(),
                LogId.read(fields),
                fields.getLong(),
                fields.getLong(),
                fields.getLong(),
                Digest.read(fields),
                fields.getInt(),
                fields.getInt());
        if (header.descriptionBytes < 0 || header.stateBytes < 0) {
            throw new MisfitException("its header has a length below 0");
        }
        return header;
    }

    /** How long the file must be. */
    long fileBytes() {
        return BYTES + (long) descriptionBytes + stateBytes + Integer.BYTES;
    }

    private static int checksum(ByteBuffer bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes);
        return (int) crc.getValue();
    }
}
