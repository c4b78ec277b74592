package dev.holdfast.persistence.checkpoint;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DirectoryLockedException;
import dev.holdfast.persistence.file.Disk;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Checkpoints in one directory, each an immutable file. Saving adds one; several of one id may have the same sequence
 * number, of which the last saved counts as the newest. Deleting removes files, so retention rewrites nothing.
 *
 * <p>A checkpoint is a help and never the record: one that is damaged, that belongs to another log or whose state has
 * not the digest it was captured with is skipped and reported (K10), a save that fails is only a save that failed, and
 * the store goes on. What is found was durable.
 *
 * <p>Safe for use by any thread, also by one that is interrupted: files are touched on the store's own threads alone.
 * Stages are completed there, too: what depends on them must not block. How many requests wait is bounded only by who
 * submits them. In memory are the names of all checkpoints, a few hundred bytes each, and the checkpoints that are being
 * saved or read.
 */
public final class CheckpointStore implements Checkpoints, AutoCloseable {

    private final CheckpointFiles files;
    private final CheckpointIndex index;
    private final CheckpointWriter writer;
    private final CheckpointReaders readers;
    private final AtomicLong lastNumber;
    private final CompletableFuture<@Nullable Void> closed = new CompletableFuture<>();
    private boolean closing;

    private CheckpointStore(CheckpointFiles files, int readers, Host host) {
        this.files = files;
        this.index = new CheckpointIndex(files.found());
        this.writer = new CheckpointWriter(files, host.threads().workers("holdfast-checkpoint-writer", 1));
        this.readers =
                new CheckpointReaders(files, index, host.threads().workers("holdfast-checkpoint-reader", readers));
        this.lastNumber = new AtomicLong(
                files.found().stream().mapToLong(CheckpointName::number).max().orElse(0));
    }

    /**
     * Opens the store in a directory, which is created when it does not exist, and locks it. Reads names, no files. The
     * caller waits.
     *
     * @param log the log whose checkpoints these are; others are not used
     * @param readers threads for reading, at least 1
     * @throws CheckpointException if somebody else has it open, or the disk fails
     */
    public static CheckpointStore open(Path path, LogId log, int readers, Disk disk, Host host) {
        try {
            Directory directory = disk.open(path);
            try {
                return new CheckpointStore(CheckpointFiles.open(directory, log), readers, host);
            } catch (IOException | RuntimeException | Error e) {
                directory.close();
                throw e;
            }
        } catch (DirectoryLockedException e) {
            throw new CheckpointException(
                    "Checkpoints " + path + " are open in " + e.holder() + "; they were not opened a second time. Stop"
                            + " that process or choose another directory",
                    e);
        } catch (IOException e) {
            throw new CheckpointException(
                    "Checkpoints " + path + " cannot be opened (" + e + "); none was changed. Check that the disk works"
                            + " and may be written, and open them again",
                    e);
        }
    }

    @Override
    public CompletionStage<CheckpointName> save(Checkpoint checkpoint) {
        CheckpointName name = CheckpointName.of(checkpoint, lastNumber.incrementAndGet());
        return submit(new SaveRequest(name, checkpoint, files, index));
    }

    /**
     * Reads the newest checkpoint of an id that is wanted and whole. If it turns out not to fit the journal, look for
     * an older one: {@code find(id, name -> name.compareTo(found.name()) < 0)}.
     *
     * @param wanted which, by their names; must not block
     * @return what was found and what had to be skipped; fails when the store was closed
     */
    public CompletionStage<Lookup> find(String id, Predicate<CheckpointName> wanted) {
        return readers.find(id, wanted);
    }

    @Override
    public CompletionStage<Lookup> findBelow(String id, Optional<CheckpointName> bound) {
        return find(id, name -> bound.isEmpty() || name.compareTo(bound.get()) < 0);
    }

    /** The names of all checkpoints of an id, newest first; whether they can be used is not known. */
    public List<CheckpointName> list(String id) {
        return index.newestFirst(id);
    }

    /**
     * Deletes checkpoints of an id, after what was submitted before.
     *
     * @param which by their names; must not block
     * @return completes once they are gone durably; fails with {@link CheckpointException} if they may not be
     */
    public CompletionStage<@Nullable Void> delete(String id, Predicate<CheckpointName> which) {
        return submit(
                new DeleteRequest(id, names -> names.stream().filter(which).toList(), files, index));
    }

    /** As {@link #delete} does. */
    @Override
    public CompletionStage<@Nullable Void> keepNewest(String id, int count) {
        Checkpoints.requireSome(count);
        return submit(new DeleteRequest(id, names -> names.stream().skip(count).toList(), files, index));
    }

    @Override
    public CompletionStage<@Nullable Void> deleteBelow(String id, long sequence) {
        return delete(id, name -> name.sequence() < sequence);
    }

    private <T extends @Nullable Object> CompletionStage<T> submit(Request<T> request) {
        writer.submit(request);
        return request.promise;
    }

    /**
     * Closes the store and releases the directory, without waiting: what was submitted before is still carried out.
     * Closing twice is harmless.
     */
    public CompletionStage<@Nullable Void> closeLater() {
        synchronized (closed) {
            if (!closing) {
                closing = true;
                readers.close();
                writer.close(this::release);
            }
        }
        return closed;
    }

    private void release() {
        try {
            files.close();
            closed.complete(null);
        } catch (IOException | RuntimeException | Error e) {
            closed.completeExceptionally(
                    new CheckpointException("Checkpoints were closed, but not their directory (" + e + ")", e));
            FatalErrors.rethrow(e);
        }
    }

    /** Like {@link #closeLater}, and waits for it. Not to be called on a thread of the store. */
    @Override
    public void close() {
        try {
            closeLater().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof CheckpointException cause ? cause : e;
        }
    }
}
