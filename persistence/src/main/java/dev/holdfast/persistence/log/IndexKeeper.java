package dev.holdfast.persistence.log;

import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Directory;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes and stores the indexes of sealed segments, and deletes segments that nobody needs, in the background, one after the
 * other. What fails is tried again when there is work the next time; until then the index is used from memory, so nothing
 * is lost but memory. {@link #wake} is safe for use by any thread.
 */
final class IndexKeeper {

    private static final Logger LOG = LoggerFactory.getLogger(IndexKeeper.class);

    private static final String FAILED = "storing indexes or deleting segments that are not needed failed";
    private static final String GOES_ON = "the log goes on from memory, and it is tried again when there is more of it";

    private final Directory directory;
    private final LogIndex index;
    private final Gate gate;
    private final SerialTask task;
    private final Retention retention;

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

    private void work() {
        try {
            while (index.sealFirst()) {
                store(directory, index, gate);
            }
            store(directory, index, gate);
            retention.run();
        } catch (IOException e) {
            if (!gate.isClosed()) {
                LOG.warn("Log {}: {} ({}); {}", directory.path(), FAILED, e.toString(), GOES_ON);
            }
        } catch (RuntimeException e) {
            LOG.error("Log {}: {}; {}", directory.path(), FAILED, GOES_ON, e);
        } catch (Error e) {
            LOG.error("Log {}: indexing failed", directory.path(), e);
            FatalErrors.rethrow(e);
        }
    }

    /** Stores the indexes that are only in memory. */
    static void store(Directory directory, LogIndex index, Gate gate) throws IOException {
        for (SealedTable table : index.view().sealed()) {
            if (table.source().unstored().isPresent()) {
                gate.pass(() -> {
                    IndexSource source = IndexFile.write(
                            directory,
                            table.segment(),
                            table.source().unstored().get());
                    index.replace(table, index.stored(table, source));
                });
            }
        }
    }

    /** Nothing more is begun; what is left the next opening goes on with. */
    void close() {
        task.end();
    }
}
