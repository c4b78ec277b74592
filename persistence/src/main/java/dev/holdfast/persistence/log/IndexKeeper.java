package dev.holdfast.persistence.log;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Directory;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and stores the indexes of sealed segments, and deletes segments that nobody needs, in the background, one after the
 * other. What fails for one segment holds up no other, and is tried again when the log begins another segment; until then
 * memory stands for the index, so nothing is lost but memory. {@link #wake} is safe for use by any thread.
 */
final class IndexKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    private final Directory directory;
    private final LogIndex index;
    private final Gate gate;

    @FunctionalInterface
    private interface Step {
        void run() throws IOException;
    }

    private final SerialTask task;
    private final Retention retention;

    /** Segments for which something failed, and the newest segment there was then. */
    private final Map<Long, Long> failed = new HashMap<>();

    IndexKeeper(OpenedLog log, Workers worker, GroupCommitter committer) {
        this.directory = log.directory();
        this.index = log.recovered().index();
        this.gate = log.gate();
        this.task = new SerialTask(worker, this::work);
        this.retention = new Retention(log, committer, this::wake);
    }

    /** There may be something to do. */
    void wake() {
        task.call();
    }

    /** Retention runs whatever becomes of the indexes: on a full disk it is what makes room for them. */
    private void work() {
        attempt("Making a damaged index anew", "it is tried again when it is needed", index::repairFound);
        for (SealedTable table : index.unstored()) {
            index(table.segment(), () -> store(directory, index, gate, table));
        }
        for (MemoryTable table : index.unindexed()) {
            index(table.segment(), () -> store(directory, index, gate, index.seal(table)));
        }
        attempt("Deleting segments that are not needed", "it is tried again when something is deleted", retention::run);
    }

    /** What failed is not tried at every call: each deletion calls, and whatever is wrong seldom passes so soon. */
    private void index(long segment, Step step) {
        long newest = index.newestSegment();
        if (failed.getOrDefault(segment, 0L) < newest) {
            boolean done = attempt(
                    "Indexing " + Segments.name(segment),
                    "it is read from memory, and indexed when another segment is begun or the log opened again",
                    step);
            if (done) {
                failed.remove(segment);
            } else {
                failed.put(segment, newest);
            }
        }
    }

    /** Says whether it was done. */
    private boolean attempt(String what, String consequence, Step step) {
        try {
            step.run();
            return true;
        } catch (IOException e) {
            if (!gate.isClosed()) {
                LOG.warn("Log {}: {} failed ({}); {}", directory.path(), what, e.toString(), consequence);
            }
        } catch (RuntimeException e) {
            LOG.error("Log {}: {} failed; {}", directory.path(), what, consequence, e);
        } catch (Error e) {
            LOG.error("Log {}: {} failed", directory.path(), what, e);
            FatalErrors.rethrow(e);
        }
        return false;
    }

    /** Stores an index that is only in memory. */
    static void store(Directory directory, LogIndex index, Gate gate, SealedTable table) throws IOException {
        Optional<ByteBuffer> image = table.source().unstored();
        if (image.isPresent()) {
            gate.pass(() -> {
                IndexSource source = IndexFile.write(directory, table.segment(), image.get());
                index.replace(table, index.stored(table, source));
            });
        }
    }

    /** Nothing more is begun; what is left the next opening goes on with. */
    void close() {
        task.end();
    }
}
