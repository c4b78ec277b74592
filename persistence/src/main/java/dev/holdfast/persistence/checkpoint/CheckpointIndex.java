package dev.holdfast.persistence.checkpoint;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/** Which checkpoints exist durably. Safe for use by any thread; changed by one. */
final class CheckpointIndex {

    private final Map<String, List<CheckpointName>> byId;

    CheckpointIndex(Collection<CheckpointName> names) {
        byId = new ConcurrentHashMap<>(names.stream()
                .sorted(Comparator.reverseOrder())
                .collect(Collectors.groupingBy(CheckpointName::idHash, Collectors.toUnmodifiableList())));
    }

    /** Those of one id, newest first. */
    List<CheckpointName> newestFirst(String id) {
        return byId.getOrDefault(CheckpointName.hash(id), List.of());
    }

    boolean contains(CheckpointName name) {
        return byId.getOrDefault(name.idHash(), List.of()).contains(name);
    }

    void add(CheckpointName name) {
        byId.merge(name.idHash(), List.of(name), (names, one) -> {
            List<CheckpointName> all = new ArrayList<>(names);
            all.add(name);
            all.sort(Comparator.reverseOrder());
            return List.copyOf(all);
        });
    }

    void remove(CheckpointName name) {
        byId.computeIfPresent(name.idHash(), (hash, names) -> {
            List<CheckpointName> rest =
                    names.stream().filter(other -> !other.equals(name)).toList();
            return rest.isEmpty() ? null : rest;
        });
    }
}
