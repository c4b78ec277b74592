package dev.holdfast.persistence.log;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Where the records of all ids are, in memory. Written by one thread, read by any. */
final class IdIndex {

    private final Map<String, IdEntries> ids = new ConcurrentHashMap<>();

    /** Takes up the records of a durable frame that begins at {@code framePlace}. */
    void apply(List<RecordEntry> entries, long framePlace) {
        for (RecordEntry entry : entries) {
            ids.computeIfAbsent(entry.id(), IdEntries::new).apply(entry, framePlace);
        }
    }

    Optional<IdEntries> find(String id) {
        return Optional.ofNullable(ids.get(id));
    }

    long highest(String id) {
        return find(id).map(IdEntries::highest).orElse(0L);
    }

    long deletedTo(String id) {
        return find(id).map(IdEntries::deletedTo).orElse(0L);
    }

    List<String> ids() {
        return ids.keySet().stream().sorted().toList();
    }

    List<TaggedSequence> tagged(Tag tag) {
        List<TaggedSequence> found = new ArrayList<>();
        for (String id : ids()) {
            long sequence = find(id).map(entries -> entries.lastTagged(tag)).orElse(0L);
            if (sequence > 0) {
                found.add(new TaggedSequence(id, sequence));
            }
        }
        return found;
    }

    List<String> open() {
        return ids().stream()
                .filter(id -> find(id).map(IdEntries::isOpen).orElse(false))
                .toList();
    }
}
