package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code holdfast.retired}: which parts of the history are not stored any more because all in them was deleted.
 * A segment that is missing without standing here was lost. What was deleted is known from later frames; if these were
 * lost, too, records would be missing for no reason. So it is known here how far the log reached at least.
 *
 * @param store whose history it is
 * @param durableFrame frames up to this number were durable when the last part was retired
 * @param ranges ascending; ranges that touch are one
 */
record RetiredFile(StoreId store, long durableFrame, List<Range> ranges) {

    static final String NAME = "holdfast.retired";

    private static final String NEXT = "holdfast.retired.next";
    private static final long MAGIC = 0x4846415354524554L; // "HFASTRET"
    private static final int VERSION = 1;
    private static final int FIXED = 44;

    /** A part of the history, from one juncture to another. */
    record Range(Juncture start, Juncture end) {

        boolean contains(long frame) {
            return frame >= start.frame() && frame < end.frame();
        }
    }

    /** Where the history goes on behind a retired part that begins here; empty if none does. */
    Optional<Juncture> skip(Juncture from) {
        return ranges.stream()
                .filter(range -> range.start().equals(from))
                .map(Range::end)
                .findFirst();
    }

    /** Where the history goes on from here: behind the retired part that begins here, if one does. */
    Juncture behind(Juncture from) {
        Juncture at = from;
        for (Optional<Juncture> next = skip(at); next.isPresent(); next = skip(at)) {
            at = next.get();
        }
        return at;
    }

    /**
     * Where a stored part that begins at {@code start} ends before {@code next}, which is stored: there, or where a retired
     * part between begins.
     */
    Juncture endBetween(Juncture start, Juncture next) {
        return ranges.stream()
                .filter(range -> range.end().equals(next) && range.start().frame() >= start.frame())
                .map(Range::start)
                .findFirst()
                .orElse(next);
    }

    /** Whether the frame of this number is retired. */
    boolean contains(long frame) {
        return ranges.stream().anyMatch(range -> range.contains(frame));
    }

    static RetiredFile none(StoreId store) {
        return new RetiredFile(store, 0, List.of());
    }

    RetiredFile with(Range added, long newDurableFrame) {
        List<Range> sorted = new ArrayList<>(ranges);
        sorted.add(added);
        sorted.sort(Comparator.comparingLong(range -> range.start().frame()));
        List<Range> merged = new ArrayList<>();
        for (Range range : sorted) {
            int last = merged.size() - 1;
            if (last >= 0 && merged.get(last).end().equals(range.start())) {
                merged.set(last, new Range(merged.get(last).start(), range.end()));
            } else {
                merged.add(range);
            }
        }
        return new RetiredFile(store, newDurableFrame, List.copyOf(merged));
    }

    /** Reads it; without ranges if there is none. */
    static RetiredFile read(Directory directory, StoreId store) throws IOException {
        try (StorageFile file = directory.open(NAME, Directory.Access.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(file.size()));
            file.read(bytes, 0);
            return decode(directory, store, bytes.flip());
        } catch (NoSuchFileException e) {
            return none(store);
        }
    }

    private static RetiredFile decode(Directory directory, StoreId store, ByteBuffer bytes) {
        int checked = bytes.limit() - Integer.BYTES;
        boolean sound = bytes.limit() >= FIXED
                && bytes.getLong(0) == MAGIC
                && bytes.getInt(checked) == Checksum.of(bytes, 0, checked)
                && bytes.getInt(8) == VERSION
                && StoreId.read(bytes.duplicate().position(12)).equals(store);
        if (!sound) {
            throw new CorruptLogException(
                    directory.path().toString(),
                    Damage.inFile(NAME, 0),
                    "magic, format, length, store or checksum is wrong, so segments that are missing may be lost");
        }
        ByteBuffer source = bytes.position(28);
        long durableFrame = source.getLong();
        int count = source.getInt();
        List<Range> ranges = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ranges.add(new Range(Juncture.read(source), Juncture.read(source)));
        }
        return new RetiredFile(store, durableFrame, List.copyOf(ranges));
    }

    /** Replaces the file, durably: after a crash either the old one stands there or this one. */
    void write(Directory directory) throws IOException {
        if (directory.list().contains(NEXT)) {
            directory.delete(NEXT);
        }
        try (StorageFile file = directory.create(NEXT)) {
            file.write(encode(), 0);
            file.forceWithMetadata();
        }
        directory.rename(NEXT, NAME);
        directory.force();
    }

    private ByteBuffer encode() {
        ByteBuffer bytes = ByteBuffer.allocate(FIXED + ranges.size() * 2 * Juncture.BYTES);
        bytes.putLong(MAGIC).putInt(VERSION);
        store.write(bytes);
        bytes.putLong(durableFrame).putInt(ranges.size());
        for (Range range : ranges) {
            range.start().write(bytes);
            range.end().write(bytes);
        }
        bytes.putInt(Checksum.of(bytes, 0, bytes.position()));
        return bytes.flip();
    }
}
