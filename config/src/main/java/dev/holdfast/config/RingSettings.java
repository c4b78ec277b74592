package dev.holdfast.config;

import java.util.Optional;

/**
 * Recent states of a component, kept in memory so that a recovery from a fault of storage reads only the end of
 * the journal.
 *
 * @param every entries between two such states, 1 to 1000000; empty: none are kept; default 64
 * @param keep how many are kept, 1 to 1024; default 4
 */
public record RingSettings(Optional<Integer> every, int keep) {
    static final Limit<Optional<Integer>> EVERY = Limit.between(1, 1_000_000).orOff();
    static final Limit<Integer> KEEP = Limit.between(1, 1024);

    /** @throws IllegalArgumentException outside the limits */
    public RingSettings {
        EVERY.check("every", every);
        KEEP.check("keep", keep);
    }

    static Optional<RingSettings> from(Section section) {
        Optional<Integer> every = section.get("every", EVERY);
        int keep = section.get("keep", KEEP);
        return section.build(() -> new RingSettings(every, keep));
    }

    void print(Printer out) {
        out.put("every", EVERY, every);
        out.put("keep", KEEP, keep);
    }
}
