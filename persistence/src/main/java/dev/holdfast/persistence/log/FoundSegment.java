package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.log.IndexFile.Found;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A segment file found when opening, and what stands for its index. Where it begins in the history, the header says, or if
 * that is damaged, the index.
 *
 * @param directory the log's directory, for messages
 * @param store whose segments are wanted
 * @param file the segment
 * @param index its index; of the last segment, none
 */
record FoundSegment(String directory, StoreFile store, SegmentFile file, Found index) {

    /** A segment that is not the last. */
    static FoundSegment withIndex(Directory directory, StoreFile store, SegmentFile file) {
        Found index = IndexFile.read(directory, file.number());
        return new FoundSegment(directory.path().toString(), store, file, index);
    }

    /** The last segment: it needs no index. */
    static FoundSegment last(Directory directory, StoreFile store, SegmentFile file) {
        return new FoundSegment(directory.path().toString(), store, file, new Found.Missing());
    }

    long number() {
        return file.number();
    }

    String name() {
        return file.name();
    }

    /**
     * The header, if it is sound.
     *
     * @throws CorruptLogException if it is that of another segment
     */
    Optional<SegmentHeader> header() {
        file.header().ifPresent(this::requireOurs);
        return file.header();
    }

    /** Where the segment begins, if anything says so. */
    Optional<Juncture> start() {
        return header().map(SegmentHeader::start)
                .or(() -> soundIndex().map(sound -> sound.head().start()));
    }

    /** The number of the first frame, if anything says it. */
    OptionalLong firstFrame() throws IOException {
        Optional<Juncture> start = start();
        return start.isPresent() ? OptionalLong.of(start.get().frame()) : file.firstFrame();
    }

    private Optional<Found.Sound> soundIndex() {
        return index instanceof Found.Sound sound && sound.head().store().equals(store.id())
                ? Optional.of(sound)
                : Optional.empty();
    }

    /** The index, if it is of this part of the history. */
    Optional<Found.Sound> indexBetween(Juncture start, Optional<Juncture> end) throws IOException {
        Optional<Found.Sound> fitting = soundIndex()
                .filter(sound -> sound.head().start().equals(start))
                .filter(sound -> end.map(sound.head().end()::equals).orElse(true));
        if (fitting.isEmpty()) {
            closeIndex();
        }
        return fitting;
    }

    /** Why there is no index that fits. */
    String whyNoIndex() {
        if (index instanceof Found.Damaged damaged) {
            return "its index is damaged: " + damaged.finding();
        }
        return index instanceof Found.Missing ? "it has no index" : "its index is of another part of the history";
    }

    void closeIndex() throws IOException {
        if (index instanceof Found.Sound sound) {
            sound.source().close();
        }
    }

    private void requireOurs(SegmentHeader header) {
        if (!header.store().equals(store.id())) {
            throw bad("the segment belongs to store " + header.store() + ", not to " + store.id());
        }
        if (header.number() != file.number()) {
            throw bad("the header says segment " + header.number());
        }
        if (header.term() > store.term()) {
            throw bad("its term " + header.term() + " is newer than term " + store.term() + " of " + StoreFile.NAME);
        }
        if (header.size() != file.size()) {
            throw bad("the file has " + file.size() + " bytes instead of " + header.size());
        }
    }

    /** The failure when something depends on a header that cannot be read. */
    CorruptLogException badHeader() {
        return bad(
                file.kind() == SegmentHeader.Kind.OTHER_VERSION
                        ? "the segment has a format version this release does not know"
                        : "the segment's header is damaged");
    }

    private CorruptLogException bad(String finding) {
        return new CorruptLogException(directory, Damage.inFile(file.name(), 0), finding);
    }
}
