package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what many callers submit and stores each gathered group as one frame with one force. What is submitted while the
 * disk is busy is gathered until it is free again, or until it fills a group: that one is assembled meanwhile. Each run of
 * its task moves the groups on as far as they get without waiting ({@link GroupFlow}).
 *
 * <p>While there is no room nothing is acknowledged and nothing fails (rule D5). Only closing ends such a wait.
 *
 * <p>Its public side is safe for use by any thread; it is the caller who bounds how much it submits.
 */
final class GroupCommitter {

    private final String name;
    private final OpenedLog log;
    private final SerialTask task;
    private final FrameRoom room;
    private final Submitted submitted;
    private final FairQueues queues;
    private final Function<String, CompletionStage<Long>> stored;
    private final GroupFlow flow; // touched by the task alone
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable LogClosedException closed;

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
        this.log = log;
        this.stored = stored;
        this.task = new SerialTask(committing, this::run);
        this.room = new FrameRoom(name, options, log.directory(), log.writer(), clock, preparing, task::call);
        this.submitted = new Submitted(options);
        this.queues = submitted.queues();
        GroupsUnderWay groups = new GroupsUnderWay(options, log.writer(), writing, task::call);
        this.flow = new GroupFlow(log.recovered().index(), submitted, room, groups);
    }

    /** Takes a request; its promise says what became of it. */
    void submit(Request<?> request) {
        if (submitted.add(request)) {
            task.call();
        } else {
            submitted.finish(request, refused -> refused.fail(reason()));
        }
    }

    /**
     * The highest sequence number of an id. It waits for nothing but what is appended to the same id; so while writes wait
     * for space, components can still be recovered.
     */
    CompletionStage<Long> highest(String id) {
        HighestRequest request = new HighestRequest(id);
        if (submitted.appendsTo(id)) {
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

    /** How many frames were stored since the log was opened. */
    long frames() {
        return flow.frames();
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
        Optional<Throwable> failure = closed == null ? flow.moveOn() : Optional.empty();
        failure.ifPresent(cause -> closed = LogClosedException.failed(name, cause));
        if (closed == null && queues.isClosed() && flow.waitsForSpace()) {
            closed = LogClosedException.withoutSpace(name);
        }
        LogClosedException reason = closed;
        if (reason != null && !flow.isWriting()) {
            flow.failAll(reason);
        }
        goOn();
        failure.ifPresent(FatalErrors::rethrow);
    }

    private void goOn() {
        boolean closing = queues.isClosed(); // asked first: what is empty then stays so
        boolean mayMoveOn = closed == null || flow.isIdle(); // what is under way of a closed log only fails
        if (mayMoveOn && flow.canMoveOn()) {
            task.call();
        } else if (flow.isIdle() && closing) {
            end();
        } // else whoever writes calls, or whoever finds room
    }

    private void end() {
        if (closed == null) {
            closed = LogClosedException.asked(name);
        }
        task.end();
        flow.end(() -> log.gate().close(this::closeFiles));
    }

    private void closeFiles() {
        try {
            try {
                room.close();
            } finally {
                log.close();
            }
            ended.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            ended.completeExceptionally(new LogException(
                    "Log " + name + " could not be closed properly; what was acknowledged is stored", e));
            FatalErrors.rethrow(e);
        }
    }

    private LogException reason() {
        LogException reason = closed;
        return reason != null ? reason : LogClosedException.asked(name);
    }
}
