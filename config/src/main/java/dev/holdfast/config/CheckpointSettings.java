package dev.holdfast.config;

import java.util.Optional;

/**
 * Checkpoints of a component's state, stored beside the journal so that a recovery folds only what came after one.
 *
 * @param every events between two checkpoints, 1 to 1000000000; empty: none are saved; default 1000
 * @param keep how many are kept, so that there is an older one when the newest is damaged or voided, 1 to 1000; default 3
 */
public record CheckpointSettings(Optional<Integer> every, int keep) {
    static final Limit<Optional<Integer>> EVERY =
            Limit.between(1, 1_000_000_000).orOff();
    static final Limit<Integer> KEEP = Limit.between(1, 1000);

    /** @throws IllegalArgumentException outside the limits */
    public CheckpointSettings {
        EVERY.check("every", every);
        KEEP.check("keep", keep);
    }

    static Optional<CheckpointSettings> from(Section section) {
        Optional<Integer> every = section.get("every", EVERY);
        int keep = section.get("keep", KEEP);
        return section.build(() -> new CheckpointSettings(every, keep));
    }

    void print(Printer out) {
        out.put("every", EVERY, every);
        out.put("keep", KEEP, keep);
    }
}
