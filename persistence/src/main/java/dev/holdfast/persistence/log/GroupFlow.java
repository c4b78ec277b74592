package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.Group.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Takes groups from the queues over the disk to the index and their answers. Groups are decided, stored and answered in
 * the same order.
 *
 * <p>While there is no room the group at hand waits as it is, decided, and what is submitted meanwhile waits behind it
 * (rule D5). But deletions overtake it, in what each segment keeps for them, or a full log would stay full. One that may do
 * so makes no difference to what it overtakes: it ends at what is stored, and what waits goes above that.
 *
 * <p>For the committer's thread.
 */
final class GroupFlow {

    private final LogIndex index;
    private final Submitted submitted;
    private final FairQueues queues;
    private final FrameRoom room;
    private final GroupsUnderWay groups;
    private final Fence fence;
    private long frames;

    GroupFlow(LogIndex index, Submitted submitted, FrameRoom room, GroupsUnderWay groups) {
        this.index = index;
        this.submitted = submitted;
        this.queues = submitted.queues();
        this.room = room;
        this.groups = groups;
        this.fence = new Fence(index);
    }

    /** Moves all on as far as it gets without waiting. Says why the log cannot go on, if so. */
    Optional<Throwable> moveOn() {
        try {
            boolean hasRoom = answerStored();
            Optional<Throwable> failure =
                    groups.first(Stage.FAILED).map(Group::problem).or(room::failure);
            if (failure.isEmpty() && hasRoom) {
                gather();
                write();
            }
            return failure;
        } catch (IOException | RuntimeException | Error e) {
            return Optional.of(e);
        }
    }

    /** Answers the groups that are durable. False if the disk had no room for the next: to try that now would be in vain. */
    private boolean answerStored() {
        for (Optional<Group> first = groups.first(Stage.STORED);
                first.isPresent();
                first = groups.first(Stage.STORED)) {
            answer(first.get());
        }
        Optional<Group> lacking = groups.first(Stage.LACKING_SPACE);
        lacking.ifPresent(group -> {
            group.become(Stage.SEALED);
            room.lacks(group.frame(), group.problem());
        });
        return lacking.isEmpty();
    }

    private void answer(Group group) {
        FrameBuilder frame = group.frame();
        if (!frame.isEmpty()) {
            frames++;
            index.apply(frame.entries(), frame.place());
            room.stored();
        }
        fence.endGroup();
        groups.removeFirst().forEach(request -> submitted.finish(request, Request::succeed));
    }

    private void gather() {
        if (groups.isEmpty() || mayWorkAhead()) {
            List<Request<?>> requests = queues.take();
            if (!requests.isEmpty()) {
                groups.begin(requests, fence);
            }
        }
    }

    private boolean mayWorkAhead() {
        return groups.canWorkAhead() && queues.isFull();
    }

    private void write() throws IOException {
        for (Optional<Group> next = groups.next(); next.isPresent(); next = groups.next()) {
            if (seal(next.get())) {
                groups.write(next.get(), queues.isFull());
            } else if (!groups.isFirst(next.get()) || room.shortage().isEmpty() || !overtake()) {
                return;
            }
        }
    }

    private boolean seal(Group group) throws IOException {
        if (group.stage() == Stage.DECIDED && !group.frame().isEmpty()) {
            if (!room.seal(group.frame(), groups.isFirst(group))) {
                return false;
            }
            group.become(Stage.SEALED);
        }
        return true;
    }

    /** Lets what makes room go before the first group, which waits for space; false if there is nothing of the kind. */
    private boolean overtake() {
        Optional<Group> ahead = groups.beginAhead(submitted.deletions(), room.reserve(), fence);
        ahead.filter(group -> !group.frame().isEmpty()).ifPresent(group -> {
            room.sealInReserve(group.frame());
            group.become(Stage.SEALED);
        });
        return ahead.isPresent();
    }

    /** How many frames were stored; those answered between two changes of it are in one frame. */
    long frames() {
        return frames;
    }

    /** Whether nothing is under way. */
    boolean isIdle() {
        return groups.isEmpty();
    }

    /** Whether the disk is busy with something. */
    boolean isWriting() {
        return groups.isWriting();
    }

    /** Whether all that is under way waits for space. */
    boolean waitsForSpace() {
        return room.shortage().isPresent() && groups.isWaiting();
    }

    /** Whether {@link #moveOn} would get further at once. */
    boolean canMoveOn() {
        return groups.isEmpty() ? !queues.isEmpty() : mayWorkAhead();
    }

    /** Fails all that is under way or waits; nobody may be writing. */
    void failAll(LogException reason) {
        while (!groups.isEmpty()) {
            failAll(groups.removeFirst(), reason);
        }
        for (List<Request<?>> rest = queues.take(); !rest.isEmpty(); rest = queues.take()) {
            failAll(rest, reason);
        }
    }

    private void failAll(List<Request<?>> requests, LogException reason) {
        requests.forEach(request -> submitted.finish(request, refused -> refused.fail(reason)));
    }

    /** Nothing more moves; runs {@code last} when the directory is not touched any more. */
    void end(Runnable last) {
        groups.end();
        room.stop(last);
    }
}
