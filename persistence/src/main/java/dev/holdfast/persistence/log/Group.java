package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.DiskFullException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Requests that are decided together, and the frame they become. Reused from group to group. For the committer's thread,
 * but for {@link #write}, which is for the one to whom the group was handed; what that one has done shows in the stage.
 */
final class Group {

    private final FrameBuilder frame;
    private List<Request<?>> requests = List.of();
    private Optional<Throwable> problem = Optional.empty();
    private volatile Stage stage = Stage.DECIDED;

    enum Stage {
        /** The frame is complete, but where it will stand is open. */
        DECIDED,
        /** The frame has its number and its place. */
        SEALED,
        /** It was handed to whoever writes. */
        WRITING,
        /** It is durable. */
        STORED,
        /** The disk had no room; the same frame can be written again. */
        LACKING_SPACE,
        /** What the disk holds is unknown. */
        FAILED
    }

    /** For groups of usually so many records and bytes at most. */
    Group(int usualRecords, int usualBytes) {
        this.frame = new FrameBuilder(usualRecords, usualBytes);
    }

    /** Begins anew with these requests. */
    void decide(List<Request<?>> newRequests, Fence fence) {
        stage = Stage.DECIDED;
        requests = newRequests;
        frame.clear();
        fence.beginGroup();
        requests.forEach(request -> request.tryDecide(fence, frame));
    }

    /**
     * Begins anew with what of these requests may overtake all that waits, as far as it fits into so many bytes. Says
     * whether there is any.
     */
    boolean decideAhead(List<Request<?>> candidates, long room, Fence fence) {
        stage = Stage.DECIDED;
        frame.clear();
        List<Request<?>> done = new ArrayList<>();
        for (Request<?> next : candidates) {
            if (frame.length() + next.bytes() <= room && next.tryDecideAhead(fence, frame)) {
                done.add(next);
            }
        }
        requests = done;
        return !done.isEmpty() || !frame.isEmpty();
    }

    /** Forgets its requests, and says which they were. */
    List<Request<?>> release() {
        List<Request<?>> released = requests;
        requests = List.of();
        return released;
    }

    FrameBuilder frame() {
        return frame;
    }

    Stage stage() {
        return stage;
    }

    /** Whether it is for the committer to see to it that it is written. */
    boolean waits() {
        Stage now = stage;
        return now == Stage.DECIDED || now == Stage.SEALED;
    }

    void become(Stage next) {
        stage = next;
    }

    /** Why it could not be written. */
    Throwable problem() {
        return problem.orElseThrow();
    }

    /** Makes the frame durable; or leaves it sealed, if that of the group before is not durable. */
    void write(SegmentWriter writer) {
        try {
            stage = frame.isEmpty() || writer.write(frame) ? Stage.STORED : Stage.SEALED;
        } catch (DiskFullException e) {
            problem = Optional.of(e);
            stage = Stage.LACKING_SPACE;
        } catch (IOException | RuntimeException | Error e) {
            problem = Optional.of(e);
            stage = Stage.FAILED;
        }
    }
}
