package dev.holdfast.persistence.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads a segment's frames in order and tells a torn frame, which a crash explains, from corruption, which it does not
 * (rule D1).
 *
 * <p>A frame is written by one write and forced before the next, so only the last can be torn: each of its sectors is
 * either written, and carries its stamp, or still all zero, its first one possibly, too. Behind it everything is zero.
 * Whatever else is found was once right and is no longer. For one thread.
 */
final class SegmentScanner {

    private static final int STEP = 1 << 16;

    private final String directory;
    private final String name;
    private final long size;
    private final SectorWindow window;
    private long position = SectorCodec.SECTOR;
    private long nextFrame;
    private ChainHash chain;
    private boolean torn;

    /** Reads from the first frame on, which must have this number and continue this history. */
    SegmentScanner(String directory, SegmentFile segment, long firstFrame, ChainHash before) {
        this.directory = directory;
        this.name = segment.name();
        this.size = segment.size();
        this.window = segment.window();
        this.nextFrame = firstFrame;
        this.chain = before;
    }

    SegmentScanner(String directory, SegmentFile segment, SegmentHeader header) {
        this(directory, segment, header.firstFrame(), header.before());
    }

    /** Finds out what damaged frames of the same segment held. */
    FrameMender mender(Witness witness) {
        return new FrameMender(window, size, witness);
    }

    /** Has the next frame read from the file again. */
    void forgetRead() {
        window.release();
    }

    /** Whether {@link #next} found a torn frame. */
    boolean isTorn() {
        return torn;
    }

    /** Takes the frame as read, which stands at or behind the place looked at; goes on behind it. */
    void advance(Frame frame) {
        position = frame.position() + (long) SectorCodec.sectors(frame.length()) * SectorCodec.SECTOR;
        nextFrame = frame.header().number() + 1;
        chain = frame.header().chain();
    }

    /** The number of the frame that {@link #next} looks for. */
    long nextFrame() {
        return nextFrame;
    }

    /** The chain hash before that frame. */
    ChainHash chain() {
        return chain;
    }

    /** Where that frame is looked for, in bytes. */
    long position() {
        return position;
    }

    /**
     * The next frame; empty if it was never written or is torn.
     *
     * @throws CorruptLogException if anything else is found
     */
    Optional<Frame> next() throws IOException {
        if (position + SectorCodec.SECTOR > size) {
            return Optional.empty();
        }
        ByteBuffer first = window.at(position, SectorCodec.SECTOR);
        if (SectorCodec.isZero(first, 0, SectorCodec.SECTOR)) {
            requireOnlyTorn(position, size);
            return Optional.empty();
        }
        FrameHeader header = header(first);
        int sectors = SectorCodec.sectors((long) FrameHeader.BYTES + header.bodyLength());
        int bytes = sectors * SectorCodec.SECTOR;
        if (!isWhole(bytes)) {
            torn = true;
            requireOnlyTorn(position, position + bytes);
            requireZero(position + bytes);
            return Optional.empty();
        }
        Frame frame = frame(header, sectors);
        advance(frame);
        return Optional.of(frame);
    }

    private FrameHeader header(ByteBuffer sector) {
        requireStamp(sector.getLong(0), position);
        byte[] payload = new byte[SectorCodec.PAYLOAD];
        SectorCodec.strip(sector, 0, 1, payload);
        if (!FrameHeader.isSound(payload)) {
            throw corrupt(position, "magic, version or checksum of the frame's header is wrong");
        }
        FrameHeader header = FrameHeader.decode(payload);
        if (header.number() != nextFrame) {
            throw corrupt(position, "the header says frame " + header.number());
        }
        long end = position
                + (long) SectorCodec.sectors((long) FrameHeader.BYTES + header.bodyLength()) * SectorCodec.SECTOR;
        if (header.bodyLength() < 0 || end > size) {
            throw corrupt(position, "the frame's length of " + header.bodyLength() + " bytes exceeds the segment");
        }
        return header;
    }

    /** Whether no sector of the frame is zero. */
    private boolean isWhole(int bytes) throws IOException {
        ByteBuffer sectors = window.at(position, bytes);
        for (int at = 0; at < bytes; at += SectorCodec.SECTOR) {
            if (SectorCodec.isZero(sectors, at, SectorCodec.SECTOR)) {
                return false;
            }
            requireStamp(sectors.getLong(at), position + at);
        }
        return true;
    }

    private Frame frame(FrameHeader header, int sectors) throws IOException {
        byte[] payload = new byte[sectors * SectorCodec.PAYLOAD];
        SectorCodec.strip(window.at(position, sectors * SectorCodec.SECTOR), 0, sectors, payload);
        int end = FrameHeader.BYTES + header.bodyLength();
        if (!header.bodyFits(payload)) {
            throw damagedBody(payload, end);
        }
        if (!header.continues(chain, payload)) {
            throw corrupt(position, "the frame does not continue the chain of the frames before it");
        }
        List<RecordEntry> entries = RecordCodec.entries(payload, end, header.records())
                .orElseThrow(() -> corrupt(position, "the frame's records do not fill its body"));
        return new Frame(header, chain, payload, entries, position);
    }

    private CorruptLogException damagedBody(byte[] payload, int end) {
        Optional<RecordEntry> record = RecordCodec.firstDamaged(payload, end);
        return record.map(entry -> corruptRecord(position, nextFrame, entry))
                .orElseGet(() -> corrupt(position, "the checksum of the frame's body is wrong"));
    }

    /** Says that a record of a frame is damaged, and where it is. */
    CorruptLogException corruptRecord(Frame frame, RecordEntry entry) {
        return corruptRecord(frame.position(), frame.header().number(), entry);
    }

    private CorruptLogException corruptRecord(long framePosition, long frame, RecordEntry entry) {
        long index = SectorCodec.payloadIndex(framePosition) + entry.offset();
        Damage damage = Damage.inRecord(
                name, SectorCodec.physical(index), OptionalLong.of(frame), entry.id(), entry.sequence());
        return new CorruptLogException(directory, damage, "the record's checksum is wrong");
    }

    /** From here to {@code end} each sector is zero or one of the torn frame. */
    private void requireOnlyTorn(long from, long end) throws IOException {
        for (long at = from; at < end; at += STEP) {
            int length = (int) Math.min(STEP, end - at);
            ByteBuffer sectors = window.at(at, length);
            if (!SectorCodec.isZero(sectors, 0, length)) {
                torn = true;
                requireTornSectors(sectors, at);
            }
        }
    }

    private void requireTornSectors(ByteBuffer sectors, long from) {
        for (int at = 0; at < sectors.limit(); at += SectorCodec.SECTOR) {
            int length = Math.min(SectorCodec.SECTOR, sectors.limit() - at);
            if (!SectorCodec.isZero(sectors, at, length)) {
                if (length < SectorCodec.SECTOR) {
                    throw corrupt(from + at, "behind the last frame something is not zero");
                }
                requireStamp(sectors.getLong(at), from + at);
            }
        }
    }

    private void requireZero(long from) throws IOException {
        for (long at = from; at < size; at += STEP) {
            int length = (int) Math.min(STEP, size - at);
            if (!SectorCodec.isZero(window.at(at, length), 0, length)) {
                throw corrupt(at, "behind the torn last frame something is not zero");
            }
        }
    }

    private void requireStamp(long stamp, long at) {
        long expected = SectorCodec.stamp(nextFrame);
        if (stamp != expected) {
            throw corrupt(at, String.format("the sector is stamped %016x instead of %016x", stamp, expected));
        }
    }

    private CorruptLogException corrupt(long at, String finding) {
        return new CorruptLogException(directory, Damage.inFrame(name, at, nextFrame), finding);
    }
}
