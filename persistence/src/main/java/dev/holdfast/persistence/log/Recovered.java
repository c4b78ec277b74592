package dev.holdfast.persistence.log;

import java.util.List;
import java.util.Optional;

/**
 * What {@link Recovery} found.
 *
 * @param index all records but the tail's
 * @param segments the open segment files
 * @param lastNumber the highest number of a segment file there is, 0 if none
 * @param tail the last complete frame; whether it is durable is not known
 * @param superseded segments none of whose frames are needed once the tail is stored elsewhere
 * @param unused last segments whose creation or first frame was cut short, the last one first
 * @param retired which parts of the history are not stored any more
 */
record Recovered(
        LogIndex index,
        Segments segments,
        long lastNumber,
        Optional<Frame> tail,
        List<Long> superseded,
        List<Long> unused,
        RetiredFile retired) {

    /** The last frame that is certainly durable: each force precedes the next write. */
    long durableFrame() {
        return tail.map(frame -> frame.header().number() - 1).orElse(0L);
    }
}
