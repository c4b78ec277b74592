package dev.holdfast.persistence.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/**
 * Reads records that are near each other with one large read. Reused from request to request; for one thread at a time.
 */
final class RecordReader {

    /** Records farther apart than this are read separately. */
    private static final int MAX_GAP = 16 * 1024;

    /** How much is read at once, unless one record is larger. */
    private static final int MAX_RUN = 256 * 1024;

    private final String name;
    private final Segments segments;
    private ByteBuffer sectors = ByteBuffer.allocateDirect(0);
    private byte[] payload = {};

    RecordReader(String name, Segments segments) {
        this.name = name;
        this.segments = segments;
    }

    /** Whether it has grown so much for a large record that it should not be kept. */
    boolean isLarge() {
        return sectors.capacity() > 4 * MAX_RUN;
    }

    /** @throws Segments.RetiredException if records were deleted meanwhile, and their segment with them */
    List<StoredRecord> read(ReadPlan plan) throws IOException {
        List<StoredRecord> records = new ArrayList<>(plan.count());
        int next = 0;
        while (next < plan.count()) {
            int end = runEnd(plan, next);
            readRun(plan, next, end, records);
            next = end;
        }
        return records;
    }

    private static int runEnd(ReadPlan plan, int first) {
        long start = plan.places()[first];
        int next = first + 1;
        while (next < plan.count()) {
            long place = plan.places()[next];
            long previousEnd = plan.places()[next - 1] + plan.lengths()[next - 1];
            boolean near = Place.segment(place) == Place.segment(start)
                    && place >= previousEnd
                    && place - previousEnd <= MAX_GAP
                    && place + plan.lengths()[next] - start <= MAX_RUN;
            if (!near) {
                break;
            }
            next++;
        }
        return next;
    }

    private void readRun(ReadPlan plan, int first, int end, List<StoredRecord> target) throws IOException {
        long segment = Place.segment(plan.places()[first]);
        long firstSector = Place.index(plan.places()[first]) / SectorCodec.PAYLOAD;
        long runEnd = Place.index(plan.places()[end - 1]) + plan.lengths()[end - 1];
        int count = SectorCodec.sectors(runEnd - firstSector * SectorCodec.PAYLOAD);
        load(segment, firstSector * SectorCodec.SECTOR, count);
        for (int i = first; i < end; i++) {
            long index = Place.index(plan.places()[i]);
            int at = (int) (index - firstSector * SectorCodec.PAYLOAD);
            long sequence = plan.sequences()[i];
            target.add(RecordCodec.read(payload, at, plan.lengths()[i], plan.id(), plan.idBytes(), sequence)
                    .orElseThrow(() -> corrupt(segment, index, frame(at), plan.id(), sequence)));
        }
    }

    private void load(long segment, long position, int count) throws IOException {
        int bytes = count * SectorCodec.SECTOR;
        if (sectors.capacity() < bytes) {
            int capacity = Math.max(bytes, MAX_RUN + 2 * SectorCodec.SECTOR);
            sectors = ByteBuffer.allocateDirect(capacity);
            payload = new byte[capacity];
        }
        sectors.clear().limit(bytes);
        try (Segments.Use use = segments.use(segment)) {
            if (use.file().read(sectors, position) < bytes) {
                throw new IOException(Segments.name(segment) + " ends before byte " + (position + bytes));
            }
        }
        SectorCodec.strip(sectors, 0, count, payload);
    }

    /** What the stamp of the sector says in which the record at {@code at} begins. */
    private OptionalLong frame(int at) {
        return SectorCodec.frame(sectors.getLong(at / SectorCodec.PAYLOAD * SectorCodec.SECTOR));
    }

    private CorruptLogException corrupt(long segment, long index, OptionalLong frame, String id, long sequence) {
        Damage damage = Damage.inRecord(Segments.name(segment), SectorCodec.physical(index), frame, id, sequence);
        return new CorruptLogException(name, damage, "the record is not the one that was stored there");
    }
}
