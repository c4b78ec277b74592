package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
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
 * Gathers what many callers submit and stores each gathered group as one frame with one force. Each run of its task
 * stores one group.
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
    private final Clock clock;
    private final SpaceWatch space;
    private final SerialTask task;
    private final NextSegment next;
    private final FairQueues queues;
    private final Function<String, CompletionStage<Long>> stored;
    private final Map<String, Integer> unfinished = new ConcurrentHashMap<>();
    private final CompletableFuture<@Nullable Void> ended = new CompletableFuture<>();
    private volatile @Nullable LogClosedException closed;

    // what follows is touched by the task alone
    private final Fence fence;
    private final FrameBuilder frame;
    private List<Request<?>> group = List.of();
    private boolean decided;
    private boolean frameLacksSpace;

    /** @param stored looks up the highest sequence number of an id among what is stored, on a thread that may read files */
    GroupCommitter(
            String name,
            LogOptions options,
            OpenedLog log,
            Clock clock,
            Workers committing,
            Workers preparing,
            Function<String, CompletionStage<Long>> stored) {
        this.name = name;
        this.options = options;
        this.log = log;
        this.clock = clock;
        this.stored = stored;
        this.space = new SpaceWatch(name, clock);
        this.task = new SerialTask(committing, this::run);
        this.next = new NextSegment(log.directory(), options, space, preparing, clock, task::call);
        this.queues = new FairQueues(options.maxGroupRecords(), options.maxGroupBytes());
        this.fence = new Fence(log.recovered().index());
        this.frame = new FrameBuilder(options.maxGroupRecords(), options.maxGroupBytes());
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
        return space.shortage();
    }

    /** Something was deleted: if space is lacking, tries at once whether there is enough now. */
    void spaceFreed() {
        next.tryAgain();
        task.call();
    }

    /** Stores what was submitted before, if there is room for it, and closes the log. */
    CompletionStage<@Nullable Void> close() {
        queues.close();
        task.call();
        return ended;
    }

    private void run() {
        boolean wasOpen = closed == null;
        next.failure().ifPresent(this::closeItself);
        if (group.isEmpty()) {
            group = queues.take();
            decided = false;
        }
        if (closed == null && store()) {
            finishGroup(Request::succeed);
        } else if (closed == null && queues.isClosed() && space.shortage().isPresent()) {
            closed = LogClosedException.withoutSpace(name);
        }
        if (closed != null) {
            failAll(closed);
        }
        goOn();
        if (wasOpen && closed != null && closed.getCause() != null) {
            FatalErrors.rethrow(closed.getCause());
        }
    }

    /** Whether all that the group wants is durable now. If not, and the log is still open, it waits for room. */
    private boolean store() {
        try {
            if (!decided) {
                frame.clear();
                group.forEach(request -> request.tryDecide(fence, frame));
                decided = true;
            }
            if (!frame.isEmpty() && !write()) {
                space.writesWait();
                return false;
            }
            fence.endGroup();
            return true;
        } catch (DiskFullException e) {
            frameLacksSpace = true;
            space.frameLacks(frame.length(), String.valueOf(e.getMessage()));
            clock.schedule(NextSegment.RETRY, task::call);
            return false;
        } catch (IOException | RuntimeException | Error e) {
            closeItself(e);
            return false;
        }
    }

    /** Whether there was room for the frame. */
    private boolean write() throws IOException {
        SegmentWriter writer = log.writer();
        if (!writer.hasRoomFor(frame)) {
            Optional<StorageFile> prepared = next.ready();
            if (prepared.isEmpty()) {
                next.prepare();
                return false;
            }
            writer.roll(prepared.get());
            next.used();
        }
        long place = writer.write(frame);
        log.recovered().index().apply(frame.entries(), place);
        if (frameLacksSpace) {
            frameLacksSpace = false;
            space.found();
        }
        if (writer.needsNextSoon()) {
            next.prepare();
        }
        return true;
    }

    private void closeItself(Throwable cause) {
        if (closed == null) {
            closed = LogClosedException.failed(name, cause);
        }
    }

    private void finishGroup(Consumer<Request<?>> outcome) {
        List<Request<?>> finished = group;
        group = List.of();
        finished.forEach(request -> finish(request, outcome));
    }

    private void failAll(LogException reason) {
        while (!group.isEmpty()) {
            finishGroup(request -> request.fail(reason));
            group = queues.take();
        }
    }

    /** Whoever learns that a request is finished finds it counted so. */
    private void finish(Request<?> request, Consumer<Request<?>> outcome) {
        unfinished.computeIfPresent(request.id(), (id, count) -> count == 1 ? null : count - 1);
        outcome.accept(request);
    }

    private void goOn() {
        if (!group.isEmpty()) {
            return; // it waits for room; whoever finds some calls
        }
        boolean closing = queues.isClosed(); // asked first: what is empty then stays so
        if (!queues.isEmpty()) {
            task.call();
        } else if (closing) {
            end();
        }
    }

    private void end() {
        if (closed == null) {
            closed = LogClosedException.asked(name);
        }
        task.end();
        next.stop(this::closeFiles);
    }

    private void closeFiles() {
        try {
            try {
                next.close();
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
