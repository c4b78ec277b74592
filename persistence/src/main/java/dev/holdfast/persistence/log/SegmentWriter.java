package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes frames, each with one write and one force, and begins a new segment when one is full.
 *
 * <p>Of a new segment first the zeros are forced, then the header, then the name, and then its first frame is written.
 * So a header proves that the file has its full size, and a frame proves the header: only frames can be torn.
 *
 * <p>For one thread. After a failure it must not be used again: what the disk holds is unknown then.
 */
final class SegmentWriter {

    private static final int INITIAL_BUFFER = 256 * 1024;
    private static final int SIZE_STEP = 4096;

    private final Directory directory;
    private final Segments segments;
    private final StoreFile store;
    private final long segmentSize;
    private ByteBuffer buffer = ByteBuffer.allocateDirect(INITIAL_BUFFER);
    private StorageFile file;
    private long number;
    private long size;
    private long position;
    private long nextFrame;
    private ChainHash chain;

    /**
     * Begins a new segment and copies the tail into it, so that what is served from now on is durable whatever became
     * of its first copy (rule D2).
     */
    SegmentWriter(Directory directory, StoreFile store, long segmentSize, Recovered recovered) throws IOException {
        this.directory = directory;
        this.segments = recovered.segments();
        this.store = store;
        this.segmentSize = segmentSize;
        this.number = recovered.lastNumber();
        this.nextFrame = recovered.tail().map(frame -> frame.header().number()).orElse(1L);
        this.chain = recovered.tail().map(Frame::before).orElse(ChainHash.START);
        int tailBytes = recovered.tail().map(frame -> bytes(frame.length())).orElse(0);
        this.file = beginSegment(tailBytes);
        if (recovered.tail().isPresent()) {
            Frame tail = recovered.tail().get();
            long place = store(tail.payload(), tail.length());
            recovered.index().apply(tail.entries(), place);
            chain = tail.header().chain();
        }
    }

    /** Stores the frame durably and says where it is. */
    long write(FrameBuilder frame) throws IOException {
        int bytes = bytes(frame.length());
        if (position + bytes > size) {
            file = beginSegment(bytes);
        }
        FrameHeader header = frame.seal(nextFrame, chain);
        long place = store(frame.payload(), frame.length());
        chain = header.chain();
        return place;
    }

    private long store(byte[] payload, int length) throws IOException {
        int bytes = bytes(length);
        if (buffer.capacity() < bytes) {
            buffer = ByteBuffer.allocateDirect(Math.max(bytes, Math.multiplyExact(buffer.capacity(), 2)));
        }
        buffer.clear();
        SectorCodec.write(payload, length, SectorCodec.stamp(nextFrame), buffer);
        file.write(buffer.flip(), position);
        file.force();
        long place = Place.of(number, SectorCodec.payloadIndex(position));
        position += bytes;
        nextFrame++;
        return place;
    }

    /** A new segment, larger than usual if a frame from a time of larger segments does not fit otherwise. */
    private StorageFile beginSegment(int frameBytes) throws IOException {
        number++;
        size = Math.max(segmentSize, roundUp((long) SectorCodec.SECTOR + frameBytes));
        position = SectorCodec.SECTOR;
        StorageFile created = directory.create(Segments.name(number));
        segments.add(number, created);
        created.allocate(size);
        created.forceWithMetadata();
        SegmentHeader header = new SegmentHeader(store.id(), number, size, store.term(), nextFrame, chain);
        created.write(header.encode(), 0);
        created.force();
        directory.force();
        return created;
    }

    private static int bytes(int length) {
        return SectorCodec.sectors(length) * SectorCodec.SECTOR;
    }

    private static long roundUp(long bytes) {
        return (bytes + SIZE_STEP - 1) / SIZE_STEP * SIZE_STEP;
    }
}
