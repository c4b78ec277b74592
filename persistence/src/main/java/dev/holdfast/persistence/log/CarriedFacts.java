package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What a segment alone knows of its ids, as far as it still holds: up to where they are deleted, and which deleted record
 * was the last to carry a tag. For one thread.
 */
final class CarriedFacts {

    private final LogIndex index;
    private final long maxBytes;
    private final Set<CarryRequest.Deletion> deletions = new LinkedHashSet<>();
    private long bytes;

    /** @param maxBytes how much may be carried at most */
    CarriedFacts(LogIndex index, long maxBytes) {
        this.index = index;
        this.maxBytes = maxBytes;
    }

    /** Takes up what the row knows, once however often it is shown; says whether it is not too much yet. */
    boolean take(IndexRow row) throws IOException {
        IdKey key = IdKey.of(row.id());
        Facts now = index.facts(key);
        Map<Long, Integer> tagsBySequence = new TreeMap<>();
        if (row.own().deletedTo() == now.deletedTo() && now.deletedTo() > 0) {
            tagsBySequence.put(now.deletedTo(), 0);
        }
        for (Tag tag : Tag.values()) {
            if (row.own().last(tag) == now.last(tag) && now.last(tag) > 0) {
                tagsBySequence.merge(now.last(tag), tag.bit(), (a, b) -> a | b);
            }
        }
        tagsBySequence.forEach((sequence, tags) -> {
            CarryRequest.Deletion deletion = new CarryRequest.Deletion(key.id(), sequence, tags);
            bytes += deletions.add(deletion) ? deletion.bytes() : 0;
        });
        return bytes <= maxBytes;
    }

    Set<CarryRequest.Deletion> deletions() {
        return deletions;
    }
}
