package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds out what a log holds when it is opened: reads the last segment, and of each sealed one the header and the head of
 * its index. Changes nothing, but for storing indexes that are missing or damaged.
 *
 * <p>A segment's header says from which frame on it continues the log; frames of older segments from that number on are
 * superseded and not looked at. The head of an index says where its segment begins and ends in the history. So headers and
 * heads together prove that no segment is missing or from elsewhere (parts that were retired stand in a file of their own);
 * whether all bytes of a sealed segment are sound shows when they are read. The last segment may be unused: its creation or
 * its first frame was cut short by a crash, so nothing acknowledged is in it, and the log ends with the segment before. Then
 * that may be unused, too: an opening that failed left it with a tail that was not forced, the next opening read that tail
 * from the page cache and began the last segment, and a crash took both.
 */
final class Recovery {

    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Directory directory;
    private final String name;
    private final StoreFile store;
    private final Gate gate;
    private final Segments segments = new Segments();
    private final IndexBuilder builder;
    private final LogIndex index;
    private final List<Long> superseded = new ArrayList<>();
    private final List<FoundSegment> allFound = new ArrayList<>();
    private Juncture at = Juncture.START;
    private Optional<Frame> tail = Optional.empty();

    Recovery(Directory directory, StoreFile store, Gate gate) {
        this.directory = directory;
        this.name = directory.path().toString();
        this.store = store;
        this.gate = gate;
        this.builder = new IndexBuilder(name, store.id());
        this.index = new LogIndex(name, builder, segments);
    }

    /** On failure all files are closed. */
    Recovered run() throws IOException {
        try {
            return readAll();
        } catch (IOException | RuntimeException | Error e) {
            for (FoundSegment found : allFound) {
                close(found::closeIndex, e);
            }
            close(index::close, e);
            close(segments::close, e);
            throw e;
        }
    }

    private static void close(Closeable file, Throwable because) {
        try {
            file.close();
        } catch (IOException e) {
            because.addSuppressed(e);
        }
    }

    private Recovered readAll() throws IOException {
        RetiredFile retired = RetiredFile.read(directory, store.id());
        List<SegmentFile> all = SegmentFile.openAll(directory);
        all.forEach(segment -> segments.add(segment.number(), segment.file()));
        long lastNumber = all.isEmpty() ? 0 : all.get(all.size() - 1).number();
        for (SegmentFile file : all) {
            allFound.add(
                    file.number() == lastNumber
                            ? FoundSegment.last(directory, store, file)
                            : FoundSegment.withIndex(directory, store, file));
        }
        List<FoundSegment> found = new ArrayList<>(allFound);
        List<FoundSegment> unused = takeUnused(found);
        takeRetired(found, retired);
        for (int i = 0; i < found.size(); i++) {
            requireContinues(found.get(i), retired);
            if (i + 1 == found.size()) {
                readLast(found.get(i));
            } else {
                Juncture start = at;
                Optional<Juncture> end = found.get(i + 1).start().map(next -> retired.endBetween(start, next));
                readSealed(found.get(i), end, found.get(i + 1));
            }
        }
        unused.forEach(segment -> segment.header().ifPresent(this::requireReaches));
        requireDurableFrames(StoreFile.NAME, store.durableFrame());
        requireDurableFrames(RetiredFile.NAME, retired.durableFrame());
        tail.ifPresent(frame -> markIfOnlyTail(found.get(found.size() - 1), frame));
        List<Long> unusedNumbers = unused.stream().map(FoundSegment::number).toList();
        return new Recovered(index, segments, lastNumber, tail, superseded, unusedNumbers, retired);
    }

    private List<FoundSegment> takeUnused(List<FoundSegment> found) throws IOException {
        List<FoundSegment> unused = new ArrayList<>();
        while (!found.isEmpty()
                && LastSegment.isUnused(name, found.get(found.size() - 1).file())) {
            unused.add(found.remove(found.size() - 1));
        }
        for (FoundSegment segment : unused) {
            segment.closeIndex();
        }
        return unused;
    }

    /** What a crash kept from being deleted when its part of the history was retired. */
    private void takeRetired(List<FoundSegment> found, RetiredFile retired) throws IOException {
        for (FoundSegment segment : List.copyOf(found)) {
            OptionalLong first = segment.firstFrame();
            if (first.isPresent() && retired.contains(first.getAsLong())) {
                superseded.add(segment.number());
                found.remove(segment);
                segment.closeIndex();
            }
        }
    }

    /**
     * A segment of which neither header nor index says where it begins must continue the one before, or what is retired
     * behind that: it is not retired itself.
     */
    private void requireContinues(FoundSegment segment, RetiredFile retired) {
        Juncture start = segment.start().orElseGet(() -> retired.behind(at));
        if (!start.equals(at)) {
            at = retired.behind(at);
        }
        if (!start.equals(at)) {
            throw new CorruptLogException(
                    name,
                    Damage.inFile(segment.name(), 0),
                    "the segment continues the log at frame " + start.frame()
                            + ", but the segments before it end so that frame " + at.frame()
                            + " must follow, or hold another history; a segment may be missing");
        }
    }

    private void readSealed(FoundSegment segment, Optional<Juncture> end, FoundSegment next) throws IOException {
        if (end.map(juncture -> juncture.frame() == at.frame()).orElse(false)) {
            superseded.add(segment.number());
            segment.closeIndex();
            return;
        }
        Optional<IndexFile.Found.Sound> sound = segment.indexBetween(at, end);
        if (sound.isPresent()) {
            index.add(sound.get().head(), sound.get().source());
            at = sound.get().head().end();
            return;
        }
        Juncture certainEnd = end.orElseThrow(next::badHeader);
        LOG.info("Log {}: the index of {} is made anew, for {}", name, segment.name(), segment.whyNoIndex());
        index.rebuild(segment.file(), at, certainEnd);
        at = certainEnd;
        storeIndexes();
    }

    /** So that not all that are made anew are in memory at once. */
    private void storeIndexes() {
        for (SealedTable table : index.unstored()) {
            try {
                IndexKeeper.store(directory, index, gate, table);
            } catch (IOException e) {
                LOG.warn("Log {}: an index could not be stored ({}); it is used from memory", name, e.toString());
            }
        }
    }

    private void readLast(FoundSegment segment) throws IOException {
        if (segment.header().isEmpty()) {
            throw segment.badHeader();
        }
        segment.closeIndex();
        LastSegment last = new LastSegment(name, segment.file(), index);
        tail = Optional.of(last.read(at, builder::report));
        at = last.end();
    }

    private void markIfOnlyTail(FoundSegment last, Frame frame) {
        if (last.header().orElseThrow().firstFrame() == frame.header().number()) {
            superseded.add(last.number());
        }
    }

    /** An unused segment was created when all frames before its first were durable, and continued their history. */
    private void requireReaches(SegmentHeader header) {
        Damage damage = Damage.inFrame(Segments.name(header.number()), 0, at.frame());
        if (header.firstFrame() > at.frame()) {
            throw new CorruptLogException(
                    name, damage, "frames from " + at.frame() + " to " + (header.firstFrame() - 1) + " are missing");
        }
        ChainHash before = header.firstFrame() == at.frame()
                ? at.chain()
                : tail.map(Frame::before).orElse(ChainHash.START);
        if (header.firstFrame() < at.frame() - 1 || !header.before().equals(before)) {
            throw new CorruptLogException(
                    name, damage, "the segment continues another history than that of the segments before it");
        }
    }

    private void requireDurableFrames(String file, long durableFrame) {
        if (at.frame() - 1 < durableFrame) {
            throw new CorruptLogException(
                    name,
                    Damage.inFrame(file, 0, at.frame()),
                    "the log ends with frame " + (at.frame() - 1) + ", but frame " + durableFrame
                            + " was durable; a segment may be missing");
        }
    }
}
