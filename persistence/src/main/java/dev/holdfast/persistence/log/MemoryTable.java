package dev.holdfast.persistence.log;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one segment holds, in memory: the segment that is written, and those whose index is not stored yet. Written by one
 * thread, read by any.
 */
final class MemoryTable {

    private final long segment;
    private final Map<String, IdEntries> ids = new ConcurrentHashMap<>();
    private volatile long end;

    MemoryTable(long segment) {
        this.segment = segment;
    }

    /** Takes up the records of a durable frame of this segment that begins at {@code framePlace}. */
    void apply(List<RecordEntry> entries, long framePlace) {
        for (int first = 0; first < entries.size(); ) {
            int end = RecordEntry.endOfRun(entries, first);
            ids.computeIfAbsent(entries.get(first).id(), IdEntries::new).apply(entries.subList(first, end), framePlace);
            first = end;
        }
        if (!entries.isEmpty()) {
            RecordEntry last = entries.get(entries.size() - 1);
            end = Place.index(framePlace) + last.offset() + last.length();
        }
    }

    long segment() {
        return segment;
    }

    /** Up to where the segment is used, in bytes. */
    long usedBytes() {
        return SectorCodec.SECTOR
                + (long) SectorCodec.sectors(Math.max(0, end - SectorCodec.PAYLOAD)) * SectorCodec.SECTOR;
    }

    Optional<IdEntries> find(String id) {
        return Optional.ofNullable(ids.get(id));
    }

    /** What this segment alone says of the id. */
    Facts facts(String id) {
        return find(id).map(IdEntries::facts).orElse(Facts.NONE);
    }

    /** Its ids, in the order of their bytes. */
    List<IdKey> keys() {
        List<IdKey> keys = new ArrayList<>(ids.size());
        ids.keySet().forEach(id -> keys.add(IdKey.of(id)));
        keys.sort((a, b) -> Arrays.compareUnsigned(a.bytes(), b.bytes()));
        return keys;
    }

    Iterable<String> ids() {
        return ids.keySet();
    }
}
