package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Finds room for frames: in the segment at hand, or else in the next, which it has prepared in time. Where there is none
 * it knows, and calls when it is worth another try (rule D5). For the committer's thread, unless a method says otherwise.
 */
final class FrameRoom {

    private final SegmentWriter writer;
    private final Runnable tryAgain;
    private final RetryTimer retry;
    private final SpaceWatch space;
    private final NextSegment next;

    /** @param tryAgain called, on any thread */
    FrameRoom(
            String name,
            LogOptions options,
            Directory directory,
            SegmentWriter writer,
            Clock clock,
            Workers preparing,
            Runnable tryAgain) {
        this.writer = writer;
        this.tryAgain = tryAgain;
        this.retry = new RetryTimer(clock, this::freed);
        this.space = new SpaceWatch(name, clock);
        this.next = new NextSegment(directory, options, space, preparing, retry::start, tryAgain);
    }

    /**
     * Seals the frame at its place; false if there is none yet.
     *
     * @param first whether all frames before it are durable: else it gets no place in a segment that would have to be
     *     begun, for that says that they are
     */
    boolean seal(FrameBuilder frame, boolean first) throws IOException {
        if (!writer.hasRoomFor(frame) && !(first && roll(frame))) {
            return false;
        }
        writer.seal(frame);
        if (writer.needsNextSoon()) {
            next.prepare();
        }
        return true;
    }

    private boolean roll(FrameBuilder frame) throws IOException {
        Optional<StorageFile> prepared = next.ready();
        if (prepared.isEmpty()) {
            next.prepare();
            space.writesWait();
            return false;
        }
        try {
            writer.roll(prepared.get());
        } catch (DiskFullException e) {
            lacks(frame, e);
            return false;
        }
        next.used();
        return true;
    }

    /** How many bytes of a frame there is room for in any case, now. */
    long reserve() {
        return writer.left();
    }

    /** Seals a frame that is no larger than the {@link #reserve}. */
    void sealInReserve(FrameBuilder frame) {
        writer.seal(frame);
    }

    /** The disk had no room for the frame. */
    void lacks(FrameBuilder frame, Throwable reason) {
        space.frameLacks(frame.length(), String.valueOf(reason.getMessage()));
        retry.start();
    }

    /** A frame is durable. */
    void stored() {
        space.frameFound();
    }

    /** What is lacking. For any thread. */
    Optional<SpaceShortage> shortage() {
        return space.shortage();
    }

    /** Something may have been freed: looks at once whether there is enough now. For any thread. */
    void freed() {
        next.tryAgain();
        tryAgain.run();
    }

    /** Why there will be no more room, ever. */
    Optional<Throwable> failure() {
        return next.failure();
    }

    /** Prepares nothing more, and runs {@code last} when that is certain. */
    void stop(Runnable last) {
        next.stop(last);
    }

    /** Closes what was prepared and not used; to be called last. */
    void close() throws IOException {
        next.close();
    }
}
