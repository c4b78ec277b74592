package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RecordEntry.Kind;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;

/** Where the records of one id are. Safe for use by any thread; what is in here is durable. */
final class IdEntries {

    private static final int INITIAL = 8;

    private final String id;
    private final byte[] idBytes;
    private final Map<Tag, Long> lastTagged = new EnumMap<>(Tag.class);
    private long[] sequences = new long[INITIAL];
    private long[] places = new long[INITIAL];
    private int[] lengths = new int[INITIAL];
    private int count;
    private long highest;
    private long deletedTo;

    IdEntries(String id) {
        this.id = id;
        this.idBytes = Ids.encode(id);
    }

    synchronized void apply(RecordEntry entry, long framePlace) {
        if (entry.kind() == Kind.DELETED_TO) {
            deleteTo(entry.sequence());
        } else {
            add(entry, framePlace + entry.offset());
        }
    }

    private void add(RecordEntry entry, long place) {
        if (count == sequences.length) {
            sequences = Arrays.copyOf(sequences, count * 2);
            places = Arrays.copyOf(places, count * 2);
            lengths = Arrays.copyOf(lengths, count * 2);
        }
        sequences[count] = entry.sequence();
        places[count] = place;
        lengths[count] = entry.length();
        count++;
        highest = entry.sequence();
        for (Tag tag : Tag.values()) {
            if (tag.in(entry.tags())) {
                lastTagged.put(tag, entry.sequence());
            }
        }
    }

    private void deleteTo(long sequence) {
        deletedTo = Math.max(deletedTo, sequence);
        highest = Math.max(highest, sequence);
        int from = lowerBound(deletedTo + 1);
        int capacity = Math.max(INITIAL, (count - from) * 2);
        sequences = Arrays.copyOf(Arrays.copyOfRange(sequences, from, count), capacity);
        places = Arrays.copyOf(Arrays.copyOfRange(places, from, count), capacity);
        lengths = Arrays.copyOf(Arrays.copyOfRange(lengths, from, count), capacity);
        count -= from;
    }

    synchronized long highest() {
        return highest;
    }

    synchronized long deletedTo() {
        return deletedTo;
    }

    /** The last sequence number that carries the tag, 0 if none does. */
    synchronized long lastTagged(Tag tag) {
        return lastTagged.getOrDefault(tag, 0L);
    }

    /** Whether a record that opens something lies above the last after which nothing is open. */
    synchronized boolean isOpen() {
        return lastTagged(Tag.OPENS) > lastTagged(Tag.QUIET);
    }

    /** The records from {@code from} to {@code to} that are within the limits; at least one if there is any. */
    synchronized ReadPlan plan(long from, long to, int maxRecords, int maxBytes) {
        int overhead = RecordCodec.OVERHEAD + idBytes.length;
        int first = lowerBound(from);
        int end = first;
        long bytes = 0;
        while (end < count && sequences[end] <= to && end - first < maxRecords) {
            bytes += lengths[end] - overhead;
            if (bytes > maxBytes && end > first) {
                break;
            }
            end++;
        }
        return new ReadPlan(
                id,
                idBytes,
                Arrays.copyOfRange(sequences, first, end),
                Arrays.copyOfRange(places, first, end),
                Arrays.copyOfRange(lengths, first, end));
    }

    private int lowerBound(long sequence) {
        int found = Arrays.binarySearch(sequences, 0, count, sequence);
        return found >= 0 ? found : -found - 1;
    }
}
