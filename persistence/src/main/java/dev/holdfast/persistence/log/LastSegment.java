package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Reads the segment in which the log ends. For one use by one thread. */
final class LastSegment {

    private final String directory;
    private final SegmentFile file;
    private final LogIndex index;
    private Optional<Frame> tail = Optional.empty();
    private Juncture end = Juncture.START;

    LastSegment(String directory, SegmentFile file, LogIndex index) {
        this.directory = directory;
        this.file = file;
        this.index = index;
    }

    /**
     * Reads all frames from where the segment begins and gives the last, all others to the index.
     *
     * @param damages told of damage that can be attributed
     * @throws CorruptLogException if anything else is damaged
     */
    Frame read(Juncture start, Consumer<CorruptLogException> damages) throws IOException {
        index.goOnWith(start.frame());
        index.begin(file.number(), start);
        SegmentScanner scanner = new SegmentScanner(directory, file, start.frame(), start.chain());
        MendingScanner frames = new MendingScanner(scanner, new KnownIds(this::known), damages);
        for (Optional<Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
            take(frame.get());
        }
        end = new Juncture(frames.nextFrame(), frames.chain());
        file.window().release();
        return asWritten(
                scanner,
                tail.orElseThrow(() -> new CorruptLogException(
                        directory,
                        Damage.inFile(file.name(), 0),
                        "the segment holds no frame, but a later one was begun")));
    }

    /** Where the log ends. */
    Juncture end() {
        return end;
    }

    /** Takes the frame as tail; the one that was is now certain to stay where it is, and is indexed there. */
    private void take(Frame frame) {
        tail.ifPresent(previous -> index.apply(previous.entries(), previous.place(file.number())));
        tail = Optional.of(frame);
    }

    private Facts known(IdKey key) throws IOException {
        Facts facts = index.facts(key);
        for (RecordEntry entry : tail.map(Frame::entries).orElse(List.of())) {
            facts = entry.id().equals(key.id()) ? facts.with(entry) : facts;
        }
        return facts;
    }

    /** The tail is stored again, so it must be known to the byte; then the copy is sound even if the original is not. */
    private static Frame asWritten(SegmentScanner scanner, Frame frame) {
        Optional<RecordEntry> damaged =
                frame.entries().stream().filter(entry -> !entry.sound()).findFirst();
        if (damaged.isPresent() && !frame.header().bodyFits(frame.payload())) {
            throw scanner.corruptRecord(frame, damaged.get());
        }
        return frame.withSoundEntries();
    }

    /** Whether nothing was ever acknowledged from it: its creation or its first frame was cut short by a crash. */
    static boolean isUnused(String directory, SegmentFile last) throws IOException {
        if (last.header().isPresent()) {
            return isWithoutFrame(directory, last, last.header().get());
        }
        return last.kind() != SegmentHeader.Kind.OTHER_VERSION && isZeroBehindHeader(last);
    }

    private static boolean isWithoutFrame(String directory, SegmentFile last, SegmentHeader header) throws IOException {
        try {
            return new SegmentScanner(directory, last, header).next().isEmpty();
        } catch (CorruptLogException e) {
            return false; // that is something, and its damage is for those to tell who read it
        }
    }

    private static boolean isZeroBehindHeader(SegmentFile last) throws IOException {
        SectorWindow window = last.window();
        for (long at = SectorCodec.SECTOR; at < last.size(); at += SectorCodec.SECTOR) {
            int length = (int) Math.min(SectorCodec.SECTOR, last.size() - at);
            if (!SectorCodec.isZero(window.at(at, length), 0, length)) {
                return false;
            }
        }
        return true;
    }
}
