package dev.holdfast.persistence.log;

import dev.holdfast.host.Host;
import dev.holdfast.host.Workers;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log in one directory, in which each id has its own ascending sequence of records. Records of many ids
 * that are submitted while a write is under way are gathered, written together and forced once.
 *
 * <p>Nothing is acknowledged, and nothing is read, before it was forced to the disk. What a crash left half-written was
 * never acknowledged and is cut when the log is opened; anything else that is not as it was written is reported as
 * {@linkplain CorruptLogException corruption}, with its place, and never skipped.
 *
 * <p>Stale writers are fenced: an append that does not begin above the highest stored sequence number of its id is
 * refused, and its writer with it, until the log is opened again.
 *
 * <p>Safe for use by any thread. Stages are completed on the log's own threads: what depends on them there must not
 * block. How many requests wait is bounded only by who submits them; where many do, each queue named by
 * {@link LogOptions#queueOf} gets its share of each group (rule S3). In memory are the index of the segment being written,
 * 4 KiB per other segment, and caches of bounded size.
 *
 * <p>When a write or force fails the log closes itself: the appends of that group and all later ones fail with
 * {@link LogClosedException}, and only opening it again tells what was stored. Reads of what was durable go on.
 *
 * <p>A full disk is no failure: what is submitted waits until there is room, and reads go on (rule D5). Deletions go ahead
 * of it, for they make room. Segments are prepared ahead, so {@link #spaceShortage} tells before anything waits.
 */
public final class SegmentedLog implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(SegmentedLog.class);

    private final OpenedLog log;
    private final LogOptions options;
    private final LogIndex index;
    private final GroupCommitter committer;
    private final ReaderPool readers;
    private final IndexKeeper keeper;

    private SegmentedLog(String name, OpenedLog log, LogOptions options, Host host) {
        this.log = log;
        this.options = options;
        this.index = log.recovered().index();
        Workers committing = host.threads().workers("holdfast-log-committer", 1);
        Workers writing = host.threads().workers("holdfast-log-writer", 1);
        Workers preparing = host.threads().workers("holdfast-log-preparer", 1);
        Workers reading = host.threads().workers("holdfast-log-reader", options.readers());
        this.readers = new ReaderPool(name, reading, log.recovered().segments());
        this.committer = new GroupCommitter(
                name, options, log, host.clock(), committing, writing, preparing, this::storedHighest);
        this.keeper = new IndexKeeper(log, host.threads().workers("holdfast-log-index", 1), committer);
        index.listen(keeper::wake);
        keeper.wake();
    }

    private CompletionStage<Long> storedHighest(String id) {
        return readers.run(reader -> index.facts(IdKey.of(id)).highest());
    }

    /**
     * Opens the log in a directory, or creates it, and locks the directory. Reads what was written since the last opening,
     * and little of all else. The caller waits; call from a thread nobody interrupts, for an interrupt closes the file
     * being read.
     *
     * @throws CorruptLogException if what is stored is damaged so that whose records are hit cannot be told
     * @throws LogException if somebody else has it open, or the disk fails
     */
    public static SegmentedLog open(Path path, LogOptions options, Disk disk, Host host) {
        try {
            Directory directory = disk.open(path);
            try {
                OpenedLog log = OpenedLog.open(directory, options, StoreId.draw(host.entropy()));
                return new SegmentedLog(path.toString(), log, options, host);
            } catch (IOException | RuntimeException | Error e) {
                directory.close();
                throw e;
            }
        } catch (DirectoryLockedException e) {
            throw new LogException(
                    "Log " + path + " is open in " + e.holder() + "; it was not opened a second time, for two writers"
                            + " would destroy it. Stop that process or choose another directory",
                    e);
        } catch (IOException e) {
            throw new LogException(
                    "Log " + path + " cannot be opened (" + e + "); nothing that was acknowledged was changed. Check"
                            + " that the disk works, has room and may be written, and open it again",
                    e);
        }
    }

    /**
     * Stores records, all or none.
     *
     * @return completes once they are durable, or with {@link AppendResult.Refused} by the fence; fails with
     *     {@link IllegalArgumentException} if they are too large, and with {@link LogClosedException}
     */
    public CompletionStage<AppendResult> append(Append append) {
        try {
            return submit(new AppendRequest(append, options));
        } catch (IllegalArgumentException e) {
            return CompletableFuture.failedStage(e);
        }
    }

    /**
     * The highest sequence number of an id, 0 if it has none; appends submitted before are counted, and waited for.
     * Deleting does not lower it. Fails with {@link LogClosedException} after a failed write, too: what is stored is not
     * known then.
     *
     * @throws IllegalArgumentException if it is no id that could be stored
     */
    public CompletionStage<Long> highestSequence(String id) {
        Ids.encode(id);
        return committer.highest(id);
    }

    /**
     * Reads records of an id that are stored and not deleted, in order.
     *
     * @param fromSequence the lowest wanted
     * @param toSequence the highest wanted
     * @param maxRecords the most wanted at once, at least 1
     * @param maxBytes how many bytes of payload are wanted at most; but one record comes in any case
     * @return at least one record if there is any in the range; fails with {@link CorruptLogException} if one is
     *     damaged
     */
    public CompletionStage<List<StoredRecord>> read(
            String id, long fromSequence, long toSequence, int maxRecords, int maxBytes) {
        if (maxRecords < 1) {
            throw new IllegalArgumentException("maxRecords must be at least 1; it is " + maxRecords);
        }
        IdKey key = IdKey.of(id);
        return readers.run(reader -> read(reader, key, fromSequence, toSequence, maxRecords, maxBytes));
    }

    private List<StoredRecord> read(RecordReader reader, IdKey key, long from, long to, int maxRecords, int maxBytes)
            throws IOException {
        while (true) {
            try {
                return reader.read(index.plan(key, from, to, maxRecords, maxBytes));
            } catch (Segments.RetiredException e) {
                LOG.debug("Log {}: {} while it was read", log.directory().path(), e.getMessage());
            }
        }
    }

    /**
     * Deletes the records of an id up to a sequence number: they are not read any more. Numbers above the highest
     * stored count as the highest. A segment in which nothing is left is deleted some time later.
     *
     * @return completes once the deletion is durable
     * @throws IllegalArgumentException if it is no id that could be stored
     */
    public CompletionStage<@Nullable Void> deleteTo(String id, long toSequence) {
        Ids.encode(id);
        return submit(new DeleteRequest(id, toSequence));
    }

    /** All ids that have or had records, sorted. */
    public CompletionStage<List<String>> ids() {
        return readers.run(reader -> List.copyOf(index.ids()));
    }

    /** The last record of each id that carries the tag, deleted ones included; sorted by id. */
    public CompletionStage<List<TaggedSequence>> tagged(Tag tag) {
        return readers.run(reader -> index.tagged(tag).entrySet().stream()
                .map(last -> new TaggedSequence(last.getKey(), last.getValue()))
                .toList());
    }

    /**
     * The sequence number of the last record of an id that carries the tag, deleted ones included; 0 if none does. Fails
     * with {@link CorruptLogException} when a damaged record might be that one: what it says of its tags is not believed.
     *
     * @throws IllegalArgumentException if it is no id that could be stored
     */
    public CompletionStage<Long> lastTagged(String id, Tag tag) {
        IdKey key = IdKey.of(id);
        return readers.run(reader -> {
            Facts facts = index.facts(key);
            boolean hidden = facts.isDamaged() && facts.damaged() >= facts.last(tag);
            return hidden ? readLastTagged(reader, key, facts, tag) : facts.last(tag);
        });
    }

    /** Reads the records that were found damaged, and all before: they may have been mended meanwhile. */
    private long readLastTagged(RecordReader reader, IdKey key, Facts facts, Tag tag) throws IOException {
        read(reader, key, facts.damaged(), facts.damaged(), 1, 1); // first, for it will mostly fail
        long last = facts.last(tag) <= facts.deletedTo() ? facts.last(tag) : 0;
        long next = facts.deletedTo() + 1;
        while (next <= facts.damaged()) {
            List<StoredRecord> records = read(reader, key, next, facts.damaged(), 1024, 1 << 18);
            for (StoredRecord record : records) {
                last = tag.in(record.tags()) ? record.sequence() : last;
                next = record.sequence() + 1;
            }
            if (records.isEmpty()) {
                next = facts.damaged() + 1; // they were deleted meanwhile
            }
        }
        return last;
    }

    /** The ids, sorted, whose last {@link Tag#OPENS} record lies above their last {@link Tag#QUIET} record. */
    public CompletionStage<List<String>> openIds() {
        return readers.run(reader -> List.copyOf(index.openIds()));
    }

    /** To be called when something in the directory was deleted. */
    void spaceFreed() {
        committer.spaceFreed();
    }

    /** What space the log lacks; empty when it lacks none, which is what to expect. */
    public Optional<SpaceShortage> spaceShortage() {
        return committer.shortage();
    }

    /** How many frames were stored since it was opened; only for who is being answered, on that thread. */
    long frames() {
        return committer.frames();
    }

    /** How often this log was opened, this time included. */
    public long term() {
        return log.store().term();
    }

    /**
     * Closes the log and releases the directory, without waiting for it: what was submitted before is still stored, what
     * is submitted afterwards fails. But when there is no room for what was submitted it fails, too: a full disk keeps
     * nobody from stopping. Closing twice is harmless.
     */
    public CompletionStage<@Nullable Void> closeLater() {
        readers.close();
        keeper.close();
        return committer.close();
    }

    /** Like {@link #closeLater}, and waits for it. Not to be called on a thread of the log. */
    @Override
    public void close() {
        try {
            closeLater().toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException cause ? cause : e;
        }
    }

    private <T extends @Nullable Object> CompletionStage<T> submit(Request<T> request) {
        committer.submit(request);
        return request.promise;
    }
}
