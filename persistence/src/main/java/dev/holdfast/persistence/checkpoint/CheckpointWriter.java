package dev.holdfast.persistence.checkpoint;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out requests one after the other, on one thread, in the order given. Saves that wait behind each other share
 * the force of the directory, and so do deletions; each file has a force of its own. A failure is that of its request,
 * or of its group when the directory cannot be forced: checkpoints are a help and no record, so the next is tried
 * again, with files of its own.
 *
 * <p>{@link #submit} is safe for use by any thread; it is the caller who bounds how much it submits.
 */
final class CheckpointWriter {
    private static final Logger LOG = LoggerFactory.getLogger(CheckpointWriter.class);

    private static final int MAX_GROUP = 64;

    private final CheckpointFiles files;
    private final Workers worker;
    private final Queue<Request<?>> pending = new ConcurrentLinkedQueue<>();

    /**
     * Names may have changed since the directory was last forced. It stays so when the force fails: then even a deletion
     * that finds nothing must force, for what it does not find may come back.
     */
    private boolean unforced;

    CheckpointWriter(CheckpointFiles files, Workers worker) {
        this.files = files;
        this.worker = worker;
    }

    /** There is a run for each request; one that comes after its request was carried out in a group finds less to do. */
    void submit(Request<?> request) {
        pending.add(request);
        try {
            worker.execute(this::runGroup);
        } catch (RejectedExecutionException e) {
            if (pending.remove(request)) {
                request.fail(new IllegalStateException("the store is closed; open it again", e));
            }
        }
    }

    /** Runs after all that was submitted before, as the last. */
    void close(Runnable last) {
        worker.execute(last);
        worker.close();
    }

    private void runGroup() {
        List<Request<?>> carriedOut = new ArrayList<>();
        try {
            for (Request<?> request : takeGroup()) {
                if (succeeds(request)) {
                    carriedOut.add(request);
                }
            }
            if (unforced) {
                files.force();
                unforced = false;
            }
        } catch (IOException | RuntimeException | Error e) {
            carriedOut.forEach(request -> undo(request, e));
            FatalErrors.rethrow(e);
            return;
        }
        carriedOut.forEach(Request::complete);
    }

    private static void undo(Request<?> request, Throwable failure) {
        try {
            request.undo(failure);
        } catch (RuntimeException e) {
            LOG.error(
                    "A checkpoint that could not be made durable could not be removed; it is read, or found damaged",
                    e);
        } finally {
            request.fail(failure);
        }
    }

    private boolean succeeds(Request<?> request) {
        try {
            unforced |= request.carryOut();
            return true;
        } catch (IOException | RuntimeException | Error e) {
            unforced = true;
            request.fail(e);
            FatalErrors.rethrow(e);
            return false;
        }
    }

    private List<Request<?>> takeGroup() {
        List<Request<?>> group = new ArrayList<>();
        for (Request<?> next = pending.peek(); next != null; next = pending.peek()) {
            if (group.size() == MAX_GROUP
                    || (!group.isEmpty() && next.getClass() != group.get(0).getClass())) {
                break;
            }
            pending.remove(next);
            group.add(next);
        }
        return group;
    }
}
