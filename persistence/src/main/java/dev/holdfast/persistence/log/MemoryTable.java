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
    private final Juncture start;
    private final Map<String, IdEntries> ids = new ConcurrentHashMap<>();
    private volatile long usedTo;
    private volatile Optional<Juncture> end = Optional.empty();

    /** @param start where the segment begins in the history */
    MemoryTable(long segment, Juncture start) {
        this.segment = segment;
        this.start = start;
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
            usedTo = Place.index(framePlace) + last.offset() + last.length();
        }
    }

    /** The segment takes nothing more: a later one goes on from here. */
    void seal(Juncture newEnd) {
        end = Optional.of(newEnd);
    }

    long segment() {
        return segment;
    }

    /** Where the segment begins in the history. */
    Juncture start() {
        return start;
    }

    /** Where it ends; empty while it is being written. */
    Optional<Juncture> end() {
        return end;
    }

    /** Up to where the segment is used, in bytes. */
    long usedBytes() {
        return SectorCodec.SECTOR
                + (long) SectorCodec.sectors(Math.max(0, usedTo - SectorCodec.PAYLOAD)) * SectorCodec.SECTOR;
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
