package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes frames, each with one force, into one segment after the other. Each frame is sealed first, which decides its
 * number and place and links it to the one before, and then written; the next may be sealed while one is written.
 *
 * <p>Of a new segment first the zeros are forced, under another name, then the header, then the name, and then its first
 * frame is written. So a header proves that the file has its full size, and a frame proves the header: only frames can
 * be torn.
 *
 * <p>For one thread, but {@link #write} may be called by another, while nobody rolls. After {@link DiskFullException} the
 * same call may be made again, with the same frame: nothing was forced then, let alone acknowledged, and the same bytes go
 * to the same place, so that a mixture of both writes is what either of them would have left. After any other failure it
 * must not be used again: what the disk holds is unknown. A force that fails for lack of space is such a failure; it is
 * never tried again (rule D5).
 */
final class SegmentWriter {

    private static final int SIZE_STEP = 4096;

    /** A part of each segment that only deletions get, and only when there is no next: else a full log stays full. */
    private static final int RESERVE_PART = 64;

    /** What is written in one go: 256 KiB on disk. */
    private static final int CHUNK_SECTORS = 512;

    private static final int CHUNK_PAYLOAD = CHUNK_SECTORS * SectorCodec.PAYLOAD;

    private final Directory directory;
    private final Segments segments;
    private final LogIndex index;
    private final StoreFile store;
    private final ByteBuffer chunk = ByteBuffer.allocateDirect(CHUNK_SECTORS * SectorCodec.SECTOR);
    private final long reserve;
    private StorageFile file;
    private long number;
    private long size;
    private long position;
    private long nextFrame;
    private ChainHash chain;

    /** The number of the last frame that is durable; touched by whoever writes. */
    private long written;

    @FunctionalInterface
    private interface Forcing {
        void run() throws IOException;
    }

    /**
     * Begins a new segment and copies the tail into it, so that what is served from now on is durable whatever became
     * of its first copy (rule D2).
     */
    SegmentWriter(Directory directory, StoreFile store, LogOptions options, Recovered recovered) throws IOException {
        this.directory = directory;
        this.segments = recovered.segments();
        this.index = recovered.index();
        this.store = store;
        this.reserve = roundUp(options.segmentSize() / RESERVE_PART);
        this.number = recovered.lastNumber();
        this.nextFrame = recovered.tail().map(frame -> frame.header().number()).orElse(1L);
        this.chain = recovered.tail().map(Frame::before).orElse(ChainHash.START);
        int tailBytes = recovered.tail().map(frame -> bytes(frame.length())).orElse(0);
        this.file = createFirst(options, roundUp((long) SectorCodec.SECTOR + tailBytes));
        try {
            roll(file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
        if (recovered.tail().isPresent()) {
            Frame tail = recovered.tail().get();
            long place = here();
            store(tail.payload(), tail.length(), nextFrame, place);
            advance(tail.length());
            index.apply(tail.entries(), place);
            chain = tail.header().chain();
        }
        this.written = nextFrame - 1;
    }

    /**
     * Without room for a whole segment one that just takes the tail, so that what is stored can be served, and the
     * reserve, so that it can be deleted; or even without.
     */
    private StorageFile createFirst(LogOptions options, long least) throws IOException {
        try {
            long usual = Math.max(options.segmentSize(), least);
            PreparedFile.requireRoom(directory, usual, options);
            return PreparedFile.create(directory, usual, () -> false);
        } catch (DiskFullException e) {
            boolean reserves = directory.space().usable() >= least + reserve;
            return PreparedFile.create(directory, reserves ? least + reserve : least, () -> false);
        }
    }

    /** Whether the segment at hand takes the frame, and keeps its reserve. */
    boolean hasRoomFor(FrameBuilder frame) {
        return position + bytes(frame.length()) <= size - reserve;
    }

    /** How many bytes of a frame the segment at hand takes with its reserve. */
    long left() {
        return SectorCodec.payloadIndex(size - position);
    }

    /** Whether so much of the segment at hand is used that it is time to prepare the next. */
    boolean needsNextSoon() {
        return position > size / 4;
    }

    /** Goes on in a file that was prepared. Every frame that was sealed must be durable: the header says so. */
    void roll(StorageFile prepared) throws IOException {
        long preparedSize = prepared.size();
        SegmentHeader header = new SegmentHeader(store.id(), number + 1, preparedSize, store.term(), nextFrame, chain);
        prepared.write(header.encode(), 0);
        durably(() -> {
            prepared.force();
            directory.rename(PreparedFile.NAME, Segments.name(number + 1));
            directory.force();
        });
        number++;
        size = preparedSize;
        position = SectorCodec.SECTOR;
        file = prepared;
        segments.add(number, prepared);
        index.begin(number, header.start());
    }

    /** Gives the frame its number and place; there must be room for it. */
    void seal(FrameBuilder frame) {
        chain = frame.seal(nextFrame, here(), chain);
        advance(frame.length());
    }

    private long here() {
        return Place.of(number, SectorCodec.payloadIndex(position));
    }

    private void advance(int length) {
        position += bytes(length);
        nextFrame++;
    }

    /** Stores a sealed frame durably; does nothing, and says so, if the frame before it is not durable. */
    boolean write(FrameBuilder frame) throws IOException {
        if (frame.number() != written + 1) {
            return false;
        }
        store(frame.payload(), frame.length(), frame.number(), frame.place());
        written = frame.number();
        return true;
    }

    private void store(byte[] payload, int length, long frame, long place) throws IOException {
        long stamp = SectorCodec.stamp(frame);
        long at = SectorCodec.position(Place.index(place));
        for (int from = 0; from < length; from += CHUNK_PAYLOAD) {
            chunk.clear();
            SectorCodec.write(payload, from, Math.min(length - from, CHUNK_PAYLOAD), stamp, chunk);
            file.write(chunk.flip(), at);
            at += chunk.limit();
        }
        durably(file::force);
    }

    private static void durably(Forcing forcing) throws IOException {
        try {
            forcing.run();
        } catch (DiskFullException e) {
            throw new IOException("what was written could not be forced: " + e.getMessage(), e);
        }
    }

    private static int bytes(int length) {
        return SectorCodec.sectors(length) * SectorCodec.SECTOR;
    }

    private static long roundUp(long bytes) {
        return (bytes + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP;
    }
}
