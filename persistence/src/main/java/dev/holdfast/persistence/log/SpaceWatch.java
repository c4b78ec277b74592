package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows whether a log lacks space, for its next segment or, inside the one at hand, for a frame; and says so once when
 * that begins and once when it is over. Safe for any thread.
 */
final class SpaceWatch {

    private static final Logger LOG = LoggerFactory.getLogger(SpaceWatch.class);

    private final String name;
    private final Clock clock;
    private volatile Optional<SpaceShortage> segment = Optional.empty();
    private volatile Optional<SpaceShortage> frame = Optional.empty();

    SpaceWatch(String name, Clock clock) {
        this.name = name;
        this.clock = clock;
    }

    /** What is lacking now; if it is both, what is lacking for the frame, which comes first. */
    Optional<SpaceShortage> shortage() {
        return frame.or(() -> segment);
    }

    /** The next segment does not find room; what is submitted still fits into the one at hand. */
    synchronized void nextSegmentLacks(long bytes, String reason) {
        if (segment.isEmpty()) {
            segment = Optional.of(new SpaceShortage(clock.now(), bytes, reason, false));
            LOG.warn(
                    "Log {} has no room for its next segment of {} bytes: {}. Writes go on until the last one is full, then"
                            + " they wait. Free space on that disk, or allow the log more",
                    name,
                    bytes,
                    reason);
        }
    }

    /** If the next segment lacks space, what was submitted waits for it now. */
    synchronized void writesWait() {
        segment.filter(now -> !now.writesWait()).ifPresent(now -> {
            segment = Optional.of(new SpaceShortage(now.since(), now.bytes(), now.reason(), true));
            sayThatWritesWait(now);
        });
    }

    /** What was submitted does not find room. */
    synchronized void frameLacks(long bytes, String reason) {
        if (frame.isEmpty()) {
            SpaceShortage now = new SpaceShortage(clock.now(), bytes, reason, true);
            frame = Optional.of(now);
            sayThatWritesWait(now);
        }
    }

    private void sayThatWritesWait(SpaceShortage shortage) {
        LOG.error(
                "Log {} waits for {} bytes of space: {}. Nothing more is stored or acknowledged until they are"
                        + " there; reads go on, and writing resumes by itself",
                name,
                shortage.bytes(),
                shortage.reason());
    }

    /** The next segment has its room. */
    synchronized void segmentFound() {
        segment.ifPresent(over -> {
            segment = Optional.empty();
            LOG.warn("Log {} has room for its next segment again after {}", name, lasted(over));
        });
    }

    /** A frame found room. */
    void frameFound() {
        if (frame.isPresent()) {
            endFrameShortage();
        }
    }

    private synchronized void endFrameShortage() {
        frame.ifPresent(over -> {
            frame = Optional.empty();
            LOG.warn("Log {} has room for what waited again after {}; writing goes on", name, lasted(over));
        });
    }

    private Duration lasted(SpaceShortage over) {
        return Duration.between(over.since(), clock.now());
    }
}
