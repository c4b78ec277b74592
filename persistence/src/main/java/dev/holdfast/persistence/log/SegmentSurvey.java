package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.SurveySummary.Ending;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.OptionalLong;

/** The survey of one segment: frame by frame, and behind damage that hides frames on with the next that is found. */
final class SegmentSurvey {

    private final SegmentFile file;
    private final SurveyVisitor visitor;
    private final SegmentScanner scanner;
    private final MendingScanner frames;
    private final SectorWindow window;
    private final FrameMender mender;
    private final MemoryTable table;
    private long frameCount;
    private long records;
    private long damages;
    private long usedBytes = SectorCodec.SECTOR;
    private Ending ending = Ending.COMPLETE;

    SegmentSurvey(String directory, SegmentFile file, Juncture start, SurveyVisitor visitor) {
        this.file = file;
        this.visitor = visitor;
        this.scanner = new SegmentScanner(directory, file, start.frame(), start.chain());
        this.frames = new MendingScanner(scanner, Witness.CREDULOUS, this::damaged);
        this.window = file.window();
        this.table = new MemoryTable(file.number(), start);
        this.mender = new FrameMender(window, file.size(), Witness.CREDULOUS);
    }

    /** @param end the frame that a later segment begins with; empty if this is the last segment */
    void run(OptionalLong end) throws IOException {
        boolean more = true;
        while (more && (end.isEmpty() || scanner.nextFrame() < end.getAsLong())) {
            try {
                Optional<Frame> frame = frames.next();
                frame.ifPresent(this::take);
                more = frame.isPresent();
            } catch (CorruptLogException e) {
                damaged(e);
                more = findNext(end);
            }
        }
        if (scanner.isTorn() && ending == Ending.COMPLETE) {
            ending = Ending.TORN;
        }
        if (end.isPresent() && scanner.nextFrame() < end.getAsLong() && ending != Ending.DAMAGED) {
            damaged(
                    Damage.inFrame(file.name(), scanner.position(), scanner.nextFrame()),
                    "the frame is missing or torn, but a later segment builds on it");
        }
    }

    /** Looks for a frame behind damage that hides where the damaged one ends. */
    private boolean findNext(OptionalLong end) throws IOException {
        long hidden = scanner.nextFrame();
        for (long at = scanner.position() + SectorCodec.SECTOR;
                at + SectorCodec.SECTOR <= file.size();
                at += SectorCodec.SECTOR) {
            OptionalLong number = frameAt(at);
            if (number.isPresent()
                    && number.getAsLong() > hidden
                    && (end.isEmpty() || number.getAsLong() < end.getAsLong())) {
                Optional<Frame> frame = mender.mend(at, number.getAsLong(), Optional.empty());
                if (frame.isPresent()) {
                    scanner.advance(frame.get());
                    take(frame.get());
                    return true;
                }
            }
        }
        ending = Ending.DAMAGED;
        return false;
    }

    private OptionalLong frameAt(long position) throws IOException {
        ByteBuffer sector = window.at(position, SectorCodec.SECTOR);
        byte[] payload = new byte[SectorCodec.PAYLOAD];
        SectorCodec.strip(sector, 0, 1, payload);
        return FrameHeader.isSound(payload)
                ? OptionalLong.of(FrameHeader.decode(payload).number())
                : OptionalLong.empty();
    }

    private void take(Frame frame) {
        frameCount++;
        table.apply(frame.entries(), frame.place(file.number()));
        usedBytes = scanner.position();
        long begin = SectorCodec.payloadIndex(frame.position());
        for (RecordEntry entry : frame.entries()) {
            if (entry.sound()) {
                records++;
                visitor.record(new SurveyedRecord(
                        entry.id(),
                        entry.sequence(),
                        entry.kind() == RecordEntry.Kind.DELETED_TO,
                        entry.tags(),
                        entry.length(),
                        file.name(),
                        SectorCodec.physical(begin + entry.offset()),
                        frame.header().number(),
                        RecordCodec.payload(frame.payload(), entry)));
            }
        }
    }

    private void damaged(CorruptLogException e) {
        damaged(e.damage(), e.finding());
    }

    private void damaged(Damage place, String finding) {
        damages++;
        visitor.damage(place, finding);
    }

    /** What was found, as an index has it. */
    MemoryTable table() {
        return table;
    }

    long nextFrame() {
        return scanner.nextFrame();
    }

    ChainHash chain() {
        return scanner.chain();
    }

    long frames() {
        return frameCount;
    }

    long records() {
        return records;
    }

    long damages() {
        return damages;
    }

    /** With the header, up to the end of the last frame. */
    long usedBytes() {
        return usedBytes;
    }

    Ending ending() {
        return ending;
    }
}
