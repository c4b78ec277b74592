package dev.holdfast.persistence.log;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DiskFullException;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.util.Optional;

/**
 * Prepares the next segment ahead, on a worker of its own, so that no frame waits while zeros are written, and a full
 * disk shows before anything is stopped by it. Then it is to be tried again until there is room (rule D5); any other failure
 * is final. Safe for use by any thread.
 */
final class NextSegment {

    private final Directory directory;
    private final LogOptions options;
    private final SpaceWatch space;
    private final Workers worker;
    private final Runnable tryLater;
    private final Runnable changed;
    private volatile boolean stopped;
    private State state = new Unprepared();

    private sealed interface State {}

    private record Unprepared() implements State {}

    private record Preparing() implements State {}

    private record LacksSpace() implements State {}

    private record Ready(StorageFile file) implements State {}

    private record Failed(Throwable cause) implements State {}

    /**
     * @param tryLater called, on any thread, when {@link #tryAgain} should be called in a while
     * @param changed called, on any thread, when a file is ready or cannot be had
     */
    NextSegment(
            Directory directory,
            LogOptions options,
            SpaceWatch space,
            Workers worker,
            Runnable tryLater,
            Runnable changed) {
        this.directory = directory;
        this.options = options;
        this.space = space;
        this.worker = worker;
        this.tryLater = tryLater;
        this.changed = changed;
    }

    /** Begins, unless that is done already. */
    synchronized void prepare() {
        if (state instanceof Unprepared) {
            start();
        }
    }

    /** Tries again if space was lacking: something was freed, or it is time to look. */
    synchronized void tryAgain() {
        if (state instanceof LacksSpace) {
            start();
        }
    }

    private void start() {
        if (!stopped) {
            state = new Preparing();
            worker.execute(this::run);
        }
    }

    private void run() {
        State result = create();
        synchronized (this) {
            state = result;
        }
        if (result instanceof LacksSpace) {
            tryLater.run();
        }
        changed.run();
        if (result instanceof Failed failed) {
            FatalErrors.rethrow(failed.cause());
        }
    }

    private State create() {
        try {
            PreparedFile.requireRoom(directory, options.segmentSize(), options);
            StorageFile file = PreparedFile.create(directory, options.segmentSize(), () -> stopped);
            space.segmentFound();
            return new Ready(file);
        } catch (DiskFullException e) {
            space.nextSegmentLacks(options.segmentSize(), String.valueOf(e.getMessage()));
            return new LacksSpace();
        } catch (IOException | RuntimeException | Error e) {
            return new Failed(e);
        }
    }

    /** The file, if it is ready. */
    synchronized Optional<StorageFile> ready() {
        return state instanceof Ready ready ? Optional.of(ready.file()) : Optional.empty();
    }

    /** The file that was ready is a segment now. */
    synchronized void used() {
        state = new Unprepared();
    }

    /** Why there will be no next segment. */
    synchronized Optional<Throwable> failure() {
        return state instanceof Failed failed ? Optional.of(failed.cause()) : Optional.empty();
    }

    /** Prepares nothing more, and runs {@code last} once nothing of it touches the directory any more. */
    synchronized void stop(Runnable last) {
        stopped = true;
        worker.execute(last);
        worker.close();
    }

    /** Closes the file; to be called last. */
    synchronized void close() throws IOException {
        if (state instanceof Ready ready) {
            ready.file().close();
        }
    }
}
