package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Reads all segments when a log is opened, without changing anything.
 *
 * <p>A segment's header says from which frame on it continues the log; frames of older segments from that number on are
 * superseded and not looked at. The last segment may be unused: its creation or its first frame was cut short by a
 * crash, so nothing acknowledged is in it, and the log ends with the segment before.
 */
final class Recovery {

    private final Directory directory;
    private final String name;
    private final StoreFile store;
    private final IdIndex index = new IdIndex();
    private final Segments segments = new Segments();
    private final List<Long> superseded = new ArrayList<>();
    private long nextFrame = 1;
    private ChainHash chain = ChainHash.START;
    private Optional<Frame> tail = Optional.empty();
    private long tailSegment;

    Recovery(Directory directory, StoreFile store) {
        this.directory = directory;
        this.name = directory.path().toString();
        this.store = store;
    }

    /** Reads everything. On failure all files are closed. */
    Recovered run() throws IOException {
        try {
            return readAll();
        } catch (IOException | RuntimeException e) {
            segments.close();
            throw e;
        }
    }

    private Recovered readAll() throws IOException {
        List<SegmentFile> files = SegmentFile.openAll(directory);
        files.forEach(segment -> segments.add(segment.number(), segment.file()));
        long lastNumber = files.isEmpty() ? 0 : files.get(files.size() - 1).number();
        Optional<SegmentFile> unused = takeUnused(files);
        scan(files);
        unused.flatMap(SegmentFile::header).ifPresent(this::requireReaches);
        requireDurableFrames();
        tail.ifPresent(frame -> markIfOnlyTail(files.get(files.size() - 1), frame));
        return new Recovered(index, segments, lastNumber, tail, superseded, unused.map(SegmentFile::number));
    }

    private Optional<SegmentFile> takeUnused(List<SegmentFile> files) throws IOException {
        if (files.isEmpty() || !isUnused(files.get(files.size() - 1))) {
            return Optional.empty();
        }
        return Optional.of(files.remove(files.size() - 1));
    }

    private boolean isUnused(SegmentFile last) throws IOException {
        if (last.kind() == SegmentHeader.Kind.VALID) {
            SegmentHeader header = header(last);
            return new SegmentScanner(name, last, header).next().isEmpty();
        }
        SectorWindow window = new SectorWindow(last.file(), last.size());
        for (long at = SectorCodec.SECTOR; at < last.size(); at += SectorCodec.SECTOR) {
            int length = (int) Math.min(SectorCodec.SECTOR, last.size() - at);
            if (!SectorCodec.isZero(window.at(at, length), 0, length)) {
                return false;
            }
        }
        return last.kind() != SegmentHeader.Kind.OTHER_VERSION;
    }

    private void scan(List<SegmentFile> files) throws IOException {
        for (int i = 0; i < files.size(); i++) {
            SegmentFile segment = files.get(i);
            SegmentHeader header = header(segment);
            requireContinues(segment, header);
            if (i + 1 == files.size()) {
                scanLast(segment, header);
            } else {
                scanUpTo(header(files.get(i + 1)).firstFrame(), segment, header);
            }
        }
    }

    private void scanUpTo(long end, SegmentFile segment, SegmentHeader header) throws IOException {
        if (end == header.firstFrame()) {
            superseded.add(segment.number());
            return;
        }
        SegmentScanner scanner = new SegmentScanner(name, segment, header);
        while (scanner.nextFrame() < end) {
            Damage place = Damage.inFrame(segment.name(), scanner.position(), scanner.nextFrame());
            take(
                    segment,
                    scanner.next()
                            .orElseThrow(() -> new CorruptLogException(
                                    name, place, "the frame is missing or torn, but a later segment builds on it")));
        }
        nextFrame = scanner.nextFrame();
        chain = scanner.chain();
    }

    private void scanLast(SegmentFile segment, SegmentHeader header) throws IOException {
        SegmentScanner scanner = new SegmentScanner(name, segment, header);
        for (Optional<Frame> frame = scanner.next(); frame.isPresent(); frame = scanner.next()) {
            take(segment, frame.get());
        }
        if (scanner.nextFrame() == header.firstFrame()) {
            throw badHeader(segment, "the segment holds no frame, but a later one was begun");
        }
        nextFrame = scanner.nextFrame();
        chain = scanner.chain();
    }

    /** Takes the frame as tail; the one that was is now certain to stay where it is, and is indexed there. */
    private void take(SegmentFile segment, Frame frame) {
        tail.ifPresent(previous ->
                index.apply(previous.entries(), Place.of(tailSegment, SectorCodec.payloadIndex(previous.position()))));
        tail = Optional.of(frame);
        tailSegment = segment.number();
    }

    private void markIfOnlyTail(SegmentFile last, Frame frame) {
        if (header(last).firstFrame() == frame.header().number()) {
            superseded.add(last.number());
        }
    }

    private SegmentHeader header(SegmentFile segment) {
        SegmentHeader header = segment.header().orElseThrow(() -> badHeader(segment, describe(segment.kind())));
        if (!header.store().equals(store.id())) {
            throw badHeader(segment, "the segment belongs to store " + header.store() + ", not to " + store.id());
        }
        if (header.number() != segment.number()) {
            throw badHeader(segment, "the header says segment " + header.number());
        }
        if (header.term() > store.term()) {
            throw badHeader(
                    segment,
                    "its term " + header.term() + " is newer than term " + store.term() + " of " + StoreFile.NAME);
        }
        if (header.size() != segment.size()) {
            throw badHeader(segment, "the file has " + segment.size() + " bytes instead of " + header.size());
        }
        return header;
    }

    private static String describe(SegmentHeader.Kind kind) {
        return kind == SegmentHeader.Kind.OTHER_VERSION
                ? "the segment has a format version this release does not know"
                : "the segment's header is damaged";
    }

    private void requireContinues(SegmentFile segment, SegmentHeader header) {
        if (header.firstFrame() != nextFrame || !header.before().equals(chain)) {
            throw badHeader(
                    segment,
                    "the segment continues the log at frame " + header.firstFrame()
                            + ", but the segments before it end so that frame " + nextFrame
                            + " must follow, or hold another history; a segment may be missing");
        }
    }

    /** An unused segment was created when all frames before its first were durable, and continued their history. */
    private void requireReaches(SegmentHeader header) {
        Damage damage = Damage.inFrame(Segments.name(header.number()), 0, nextFrame);
        if (header.firstFrame() > nextFrame) {
            throw new CorruptLogException(
                    name, damage, "frames from " + nextFrame + " to " + (header.firstFrame() - 1) + " are missing");
        }
        ChainHash before = header.firstFrame() == nextFrame
                ? chain
                : tail.map(Frame::before).orElse(ChainHash.START);
        if (header.firstFrame() < nextFrame - 1 || !header.before().equals(before)) {
            throw new CorruptLogException(
                    name, damage, "the segment continues another history than that of the segments before it");
        }
    }

    private void requireDurableFrames() {
        if (nextFrame - 1 < store.durableFrame()) {
            Damage damage = Damage.inFrame(StoreFile.NAME, 0, nextFrame);
            throw new CorruptLogException(
                    name,
                    damage,
                    "the log ends with frame " + (nextFrame - 1) + ", but frame " + store.durableFrame()
                            + " was durable; a segment may be missing");
        }
    }

    private CorruptLogException badHeader(SegmentFile segment, String finding) {
        return new CorruptLogException(name, Damage.inFile(segment.name(), 0), finding);
    }
}
