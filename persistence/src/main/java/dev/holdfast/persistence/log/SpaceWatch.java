package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows whether a log lacks space, and says so once when it begins and once when it is over. Safe for any thread. */
final class SpaceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SpaceWatch.class);

    private final String name;
    private final Clock clock;
    private volatile Optional<SpaceShortage> shortage = Optional.empty();

    SpaceWatch(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** What is lacking now. */
    Optional<SpaceShortage> shortage() {
        return shortage;
    }

    /** The next segment does not find room; what is submitted still fits into the one at hand. */
    synchronized void nextSegmentLacks(long bytes, String reason) {
        if (shortage.isEmpty()) {
            shortage = Optional.of(new SpaceShortage(clock.now(), bytes, reason, false));
            LOG.warn(
                    "Log {} has no room for its next segment of {} bytes: {}. Writes go on until the last one is full, then"
                            + " they wait. Free space on that disk, or allow the log more",
                    name,
                    bytes,
                    reason);
        }
    }

    /** What was submitted does not find room. */
    synchronized void frameLacks(long bytes, String reason) {
        if (shortage.isEmpty()) {
            shortage = Optional.of(new SpaceShortage(clock.now(), bytes, reason, false));
        }
        writesWait();
    }

    /** If space is lacking, what was submitted waits for it now. */
    synchronized void writesWait() {
        if (shortage.isPresent() && !shortage.get().writesWait()) {
            SpaceShortage now = shortage.get();
            shortage = Optional.of(new SpaceShortage(now.since(), now.bytes(), now.reason(), true));
            LOG.error(
                    "Log {} waits for {} bytes of space: {}. Nothing more is stored or acknowledged until they are"
                            + " there; reads go on, and writing resumes by itself",
                    name,
                    now.bytes(),
                    now.reason());
        }
    }

    /** There is room. */
    synchronized void found() {
        if (shortage.isPresent()) {
            Duration lasted = Duration.between(shortage.get().since(), clock.now());
            shortage = Optional.empty();
            LOG.warn("Log {} has room again after {}; writing goes on", name, lasted);
        }
    }
}
