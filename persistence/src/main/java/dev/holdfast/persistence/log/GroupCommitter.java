package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.log.Group.Stage;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what many callers submit and stores each gathered group as one frame with one force. What is submitted while the
 * disk is busy is gathered until it is free again, or until it fills a group: that one is assembled meanwhile. Groups are
 * decided, stored and answered in the same order. Each run of its task moves them on as far as they get without waiting.
 *
 * <p>While there is no room the group at hand waits as it is, decided, and what is submitted meanwhile waits behind it:
 * nothing is acknowledged, nothing fails (rule D5). Only closing ends such a wait.
 *
 * <p>Its public side is safe for use by any thread; it is the caller who bounds how much it submits.
 */
final class GroupCommitter {

    private final String name;
    private final LogOptions options;
    private final OpenedLog log;
    private final SerialTask task;
    private final FrameRoom room;
    private final FairQueues queues;
    private final Function<String, CompletionStage<Long>> stored;
    private final Map<String, Integer> unfinished = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable LogClosedException closed;

    // what follows is touched by the task alone
    private final Fence fence;
    private final GroupsUnderWay groups;

    /**
     * @param committing one thread
     * @param writing one thread
     * @param preparing one thread
     * @param stored looks up the highest sequence number of an id among what is stored, on a thread that may read files
     */
    GroupCommitter(
            String name,
            LogOptions options,
            OpenedLog log,
            Clock clock,
            Workers committing,
            Workers writing,
            Workers preparing,
            Function<String, CompletionStage<Long>> stored) {
        this.name = name;
        this.options = options;
        this.log = log;
        this.stored = stored;
        this.task = new SerialTask(committing, this::run);
        this.room = new FrameRoom(name, options, log.directory(), log.writer(), clock, preparing, task::call);
        this.queues = new FairQueues(options.maxGroupRecords(), options.maxGroupBytes());
        this.fence = new Fence(log.recovered().index());
        this.groups = new GroupsUnderWay(options, log.writer(), writing, task::call);
    }

    /** Takes a request; its promise says what became of it. */
    void submit(Request<?> request) {
        unfinished.merge(request.id(), 1, Integer::sum);
        if (queues.add(options.queueOf().apply(request.id()), request)) {
            task.call();
        } else {
            finish(request, refused -> refused.fail(reason()));
        }
    }

    /**
     * The highest sequence number of an id. It waits for nothing but what was submitted for the same id; so while writes
     * wait for space, components can still be recovered.
     */
    CompletionStage<Long> highest(String id) {
        HighestRequest request = new HighestRequest(id);
        if (unfinished.containsKey(id)) {
            submit(request);
        } else if (closed != null || queues.isClosed()) {
            request.fail(reason());
        } else {
            return stored.apply(id);
        }
        return request.promise;
    }

    /** What space is lacking. */
    Optional<SpaceShortage> shortage() {
        return room.shortage();
    }

    /** Something was deleted: if space is lacking, tries at once whether there is enough now. */
    void spaceFreed() {
        room.freed();
    }

    /** Stores what was submitted before, if there is room for it, and closes the log. */
    CompletionStage<@Nullable Void> close() {
        queues.close();
        task.call();
        return ended;
    }

    private void run() {
        boolean wasOpen = closed == null;
        if (wasOpen) {
            moveOn();
        }
        if (closed != null && !groups.isWriting()) {
            failAll(closed);
        }
        goOn();
        if (wasOpen && closed != null && closed.getCause() != null) {
            FatalErrors.rethrow(closed.getCause());
        }
    }

    private void moveOn() {
        try {
            boolean stuck = !answerStored();
            room.failure().ifPresent(this::closeItself);
            if (closed == null && !stuck) {
                gather();
                write();
            }
            if (closed == null && queues.isClosed() && waitsForSpace()) {
                closed = LogClosedException.withoutSpace(name);
            }
        } catch (IOException | RuntimeException | Error e) {
            closeItself(e);
        }
    }

    /** Answers the groups that are durable. False if the disk had no room for the next: to try that now would be in vain. */
    private boolean answerStored() {
        for (Optional<Group> first = groups.first(Stage.STORED);
                first.isPresent();
                first = groups.first(Stage.STORED)) {
            answer(first.get());
        }
        groups.first(Stage.FAILED).ifPresent(group -> closeItself(group.problem()));
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
            log.recovered().index().apply(frame.entries(), frame.place());
            room.stored();
        }
        fence.endGroup();
        groups.removeFirst().forEach(request -> finish(request, Request::succeed));
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
        return closed == null && groups.canWorkAhead() && queues.isFull();
    }

    private void write() throws IOException {
        for (Optional<Group> next = groups.next(); next.isPresent() && seal(next.get()); next = groups.next()) {
            groups.write(next.get(), queues.isFull());
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

    private boolean waitsForSpace() {
        return room.shortage().isPresent() && groups.isWaiting();
    }

    private void closeItself(Throwable cause) {
        if (closed == null) {
            closed = LogClosedException.failed(name, cause);
        }
    }

    private void failAll(LogException reason) {
        while (!groups.isEmpty()) {
            failAll(groups.removeFirst(), reason);
        }
        for (List<Request<?>> rest = queues.take(); !rest.isEmpty(); rest = queues.take()) {
            failAll(rest, reason);
        }
    }

    private void failAll(List<Request<?>> requests, LogException reason) {
        requests.forEach(request -> finish(request, refused -> refused.fail(reason)));
    }

    /** Whoever learns that a request is finished finds it counted so. */
    private void finish(Request<?> request, Consumer<Request<?>> outcome) {
        unfinished.computeIfPresent(request.id(), (id, count) -> count == 1 ? null : count - 1);
        outcome.accept(request);
    }

    private void goOn() {
        boolean closing = queues.isClosed(); // asked first: what is empty then stays so
        if (groups.isEmpty() ? !queues.isEmpty() : mayWorkAhead()) {
            task.call();
        } else if (groups.isEmpty() && closing) {
            end();
        } // else whoever writes calls, or whoever finds room
    }

    private void end() {
        if (closed == null) {
            closed = LogClosedException.asked(name);
        }
        task.end();
        groups.end();
        room.stop(this::closeFiles);
    }

    private void closeFiles() {
        try {
            try {
                room.close();
            } finally {
                log.close();
            }
            ended.complete(null);
        } catch (IOException e) {
            ended.completeExceptionally(new LogException(
                    "Log " + name + " could not be closed properly; what was acknowledged is stored", e));
        }
    }

    private LogException reason() {
        LogException reason = closed;
        return reason != null ? reason : LogClosedException.asked(name);
    }
}
