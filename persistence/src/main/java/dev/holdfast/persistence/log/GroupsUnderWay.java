package dev.holdfast.persistence.log;

import dev.holdfast.host.Workers;
import dev.holdfast.persistence.log.Group.Stage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/**
 * The groups that were decided and not answered yet, oldest first: one, and more only while the disk is busy with it. For the committer's thread. When nobody writes there are fewer than the most.
 *
 * <p>A group that nothing waits behind is written on that thread, at once: for a single append another thread would be a
 * detour. Otherwise a worker writes, and the committer assembles the next group meanwhile. The worker takes one after the
 * other without coming back, and leaves out what would follow a frame that is not durable.
 */
final class GroupsUnderWay {

    /** One is written, one waits behind it, one is assembled or answered: so the disk never waits. */
    private static final int MOST = 3;

    private final SegmentWriter writer;
    private final Workers disk;
    private final Runnable written;
    private final Deque<Group> groups = new ArrayDeque<>();
    private final Deque<Group> unused = new ArrayDeque<>();

    /** @param written called, on any thread, when a group was written or could not be */
    GroupsUnderWay(LogOptions options, SegmentWriter writer, Workers disk, Runnable written) {
        this.writer = writer;
        this.disk = disk;
        this.written = written;
        for (int i = 0; i < MOST; i++) {
            unused.add(new Group(options.maxGroupRecords(), options.maxGroupBytes()));
        }
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    /** Whether another group can be assembled while the disk is busy. */
    boolean canWorkAhead() {
        return groups.size() < MOST && isWriting();
    }

    /** Whether somebody is writing. */
    boolean isWriting() {
        return groups.stream().anyMatch(group -> group.stage() == Stage.WRITING);
    }

    /** Whether the first is neither written nor being written. */
    boolean isWaiting() {
        return !groups.isEmpty() && groups.getFirst().waits();
    }

    /** The first, if that is its stage. */
    Optional<Group> first(Stage stage) {
        return Optional.ofNullable(groups.peekFirst()).filter(group -> group.stage() == stage);
    }

    /** Whether there is none before it. */
    boolean isFirst(Group group) {
        return group == groups.peekFirst();
    }

    /** The first that is to be written, if it can be written now: behind those that are being written, or alone. */
    Optional<Group> next() {
        for (Group group : groups) {
            if (group.waits()) {
                return isFirst(group) && isWriting() ? Optional.empty() : Optional.of(group);
            }
            if (group.stage() == Stage.LACKING_SPACE || group.stage() == Stage.FAILED) {
                break;
            }
        }
        return Optional.empty();
    }

    /** Begins a group with these requests. */
    void begin(List<Request<?>> requests, Fence fence) {
        Group group = unused.removeFirst();
        groups.addLast(group);
        group.decide(requests, fence);
    }

    /**
     * Begins a group that goes before the first, which waits for space, with what of these requests makes room. Empty if
     * there is nothing of the kind.
     *
     * @param room how many bytes it may take at most
     */
    Optional<Group> beginAhead(List<Request<?>> requests, long room, Fence fence) {
        Group group = unused.getFirst();
        if (!group.decideAhead(requests, room, fence)) {
            return Optional.empty();
        }
        fence.beginGroupAhead();
        unused.removeFirst();
        groups.addFirst(group);
        return Optional.of(group);
    }

    /** Writes a sealed group: here, or elsewhere while more is assembled. */
    void write(Group group, boolean elsewhere) {
        boolean alone = groups.size() == 1;
        group.become(Stage.WRITING);
        if (alone && !elsewhere) {
            write(group);
        } else {
            disk.execute(() -> write(group));
        }
    }

    private void write(Group group) {
        group.write(writer);
        written.run();
    }

    /** Takes out the first. */
    List<Request<?>> removeFirst() {
        Group first = groups.removeFirst();
        unused.addLast(first);
        return first.release();
    }

    /** Nothing more is written. */
    void end() {
        disk.close();
    }
}
