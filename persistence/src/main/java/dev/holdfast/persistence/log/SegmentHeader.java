package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;

/**
 * The first sector of a segment file.
 *
 * @param store whose segment it is
 * @param number the segment's number, as in its name
 * @param size the file's size in bytes
 * @param term the term in which it was created
 * @param firstFrame the number of its first frame; older segments' frames from this number on are superseded
 * @param before the chain hash before that frame
 */
record SegmentHeader(StoreId store, long number, long size, long term, long firstFrame, ChainHash before) {

    static final int VERSION = 1;

    private static final long MAGIC = 0x484F4C4446415354L; // "HOLDFAST"
    private static final int CHECKED = 80;

    /** What a first sector turned out to be. */
    enum Kind {
        VALID,
        ZERO,
        DAMAGED,
        OTHER_VERSION
    }

    /** Where the segment begins in the log's history. */
    Juncture start() {
        return new Juncture(firstFrame, before);
    }

    ByteBuffer encode() {
        ByteBuffer sector = ByteBuffer.allocate(SectorCodec.SECTOR);
        sector.putLong(MAGIC).putInt(VERSION).putInt(0);
        store.write(sector);
        sector.putLong(number).putLong(size).putLong(term).putLong(firstFrame);
        before.write(sector);
        sector.putInt(Checksum.of(sector.array(), 0, CHECKED));
        return sector.rewind();
    }

    /** Reads the header of a segment; empty if it is not valid. */
    static Optional<SegmentHeader> read(StorageFile file) throws IOException {
        ByteBuffer sector = ByteBuffer.allocate(SectorCodec.SECTOR);
        file.read(sector, 0);
        sector.clear();
        return kind(sector) == Kind.VALID ? Optional.of(decode(sector)) : Optional.empty();
    }

    static Kind kind(ByteBuffer sector) {
        if (SectorCodec.isZero(sector, 0, SectorCodec.SECTOR)) {
            return Kind.ZERO;
        }
        boolean sound = sector.getLong(0) == MAGIC && sector.getInt(CHECKED) == Checksum.of(sector, 0, CHECKED);
        if (!sound) {
            return Kind.DAMAGED;
        }
        return sector.getInt(8) == VERSION ? Kind.VALID : Kind.OTHER_VERSION;
    }

    /** Reads a sector whose kind is {@link Kind#VALID}. */
    static SegmentHeader decode(ByteBuffer sector) {
        ByteBuffer source = sector.duplicate().position(16);
        return new SegmentHeader(
                StoreId.read(source),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                source.getLong(),
                ChainHash.read(source));
    }
}
