package dev.holdfast.persistence.log;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Gathers what many callers submit and stores each gathered group as one frame with one force.
 *
 * <p>A serial task on a worker, scheduled when something is pending and none is: each run commits one group. So no
 * thread waits for work, and a simulation that runs the workers sees every group as one step.
 *
 * <p>{@link #submit} is safe for use by any thread; it is the caller who bounds how much it submits.
 */
final class GroupCommitter {

    private final String name;
    private final LogOptions options;
    private final Workers worker;
    private final OpenedLog log;
    private final Fence fence;
    private final FrameBuilder frame = new FrameBuilder();
    private final Queue<Request<?>> pending = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private volatile @Nullable LogClosedException closed;

    GroupCommitter(String name, LogOptions options, Workers worker, OpenedLog log) {
        this.name = name;
        this.options = options;
        this.worker = worker;
        this.log = log;
        this.fence = new Fence(log.recovered().index());
    }

    void submit(Request<?> request) {
        pending.add(request);
        schedule();
    }

    private void schedule() {
        if (!pending.isEmpty() && scheduled.compareAndSet(false, true)) {
            try {
                worker.execute(this::run);
            } catch (RejectedExecutionException e) {
                scheduled.set(false);
                failPending();
            }
        }
    }

    private void run() {
        try {
            List<Request<?>> group = takeGroup();
            boolean stored = store(group);
            for (Request<?> request : group) {
                if (request instanceof CloseRequest) {
                    end();
                }
                finish(request, stored);
            }
            LogClosedException reason = closed;
            if (!stored && reason != null && reason.getCause() != null) {
                FatalErrors.rethrow(reason.getCause());
            }
        } finally {
            scheduled.set(false);
            schedule();
        }
    }

    private List<Request<?>> takeGroup() {
        List<Request<?>> group = new ArrayList<>();
        int records = 0;
        long bytes = 0;
        for (Request<?> next = pending.peek(); next != null; next = pending.peek()) {
            records += next.records();
            bytes += next.bytes();
            if (!group.isEmpty() && (records > options.maxGroupRecords() || bytes > options.maxGroupBytes())) {
                break;
            }
            group.add(next);
            pending.remove();
            if (next instanceof CloseRequest) {
                break;
            }
        }
        return group;
    }

    /** Whether everything the group wants is durable now. */
    private boolean store(List<Request<?>> group) {
        if (closed != null) {
            return false;
        }
        try {
            frame.clear();
            group.forEach(request -> request.tryDecide(fence, frame));
            if (!frame.isEmpty()) {
                long place = log.writer().write(frame);
                log.recovered().index().apply(frame.entries(), place);
            }
            fence.endGroup();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            closed = new LogClosedException(
                    "Log " + name + " closed itself because storing failed (" + e + "). Whether the last appends were"
                            + " stored is not known, and trying again would not tell; reads of what was durable go on."
                            + " Check the disk and open the log again",
                    e);
            return false;
        }
    }

    private void finish(Request<?> request, boolean stored) {
        if (stored) {
            request.succeed();
        } else {
            request.fail(reason());
        }
    }

    private void end() {
        if (closed == null) {
            closed = new LogClosedException("Log " + name + " was closed; nothing more is stored. Open it again", null);
        }
        worker.close();
    }

    private void failPending() {
        for (Request<?> next = pending.poll(); next != null; next = pending.poll()) {
            next.fail(reason());
        }
    }

    private LogException reason() {
        LogException reason = closed;
        return reason != null ? reason : new LogClosedException("Log " + name + " is closed", null);
    }
}
