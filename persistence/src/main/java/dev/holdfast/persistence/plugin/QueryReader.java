package dev.holdfast.persistence.plugin;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.UnreadableRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.pekko.NotUsed;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.PersistenceQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.persistence.query.javadsl.ReadJournal;
import org.apache.pekko.stream.Materializer;
import org.apache.pekko.stream.SystemMaterializer;
import org.apache.pekko.stream.javadsl.Sink;
import org.apache.pekko.stream.javadsl.Source;
import org.jspecify.annotations.Nullable;

/**
 * Reads entries from a journal that is not ours through its read journal: Pekko Persistence Query. Safe for use by any
 * thread.
 *
 * <p>A batch is read window by window, each a bounded query. Plugins fetch rows ahead, whatever their size, so the first
 * window of a batch is small; each further one is as large as what came before lets expect to fit. A window never asks for
 * more than a plugin fetches at once: pekko-persistence-jdbc ends a longer query silently at a gap. What is missing is
 * missing here, too: who folds counts.
 */
public final class QueryReader implements JournalReader {

    private static final int FIRST_WINDOW = 16;
    private static final int LARGEST_WINDOW = 256;
    private static final int GROWTH = 8;

    private final CurrentEventsByPersistenceIdQuery byId;
    private final CurrentEventsByTagQuery byTag;
    private final Materializer materializer;

    private QueryReader(
            CurrentEventsByPersistenceIdQuery byId, CurrentEventsByTagQuery byTag, Materializer materializer) {
        this.byId = byId;
        this.byTag = byTag;
        this.materializer = materializer;
    }

    /**
     * A reader over the read journal plugin at a path of the configuration.
     *
     * @throws IllegalArgumentException when there is no such plugin, or it lacks a query that is needed
     */
    public static QueryReader of(ActorSystem system, String plugin) {
        if (!system.settings().config().hasPath(plugin + ".class")) {
            throw new IllegalArgumentException("\"" + plugin + "\" names no Pekko read journal plugin: there is no "
                    + plugin + ".class in the configuration");
        }
        ReadJournal journal = PersistenceQuery.get(system).getReadJournalFor(ReadJournal.class, plugin);
        return new QueryReader(
                query(CurrentEventsByPersistenceIdQuery.class, journal, plugin),
                query(CurrentEventsByTagQuery.class, journal, plugin),
                SystemMaterializer.get(system).materializer());
    }

    private static <Q extends ReadJournal> Q query(Class<Q> needed, ReadJournal journal, String plugin) {
        if (!needed.isInstance(journal)) {
            throw new IllegalArgumentException("the read journal plugin \"" + plugin + "\" cannot be used: "
                    + journal.getClass().getName() + " lacks " + needed.getSimpleName());
        }
        return needed.cast(journal);
    }

    @Override
    public CompletionStage<List<ReadEntry>> read(
            String persistenceId, long from, long to, int maxEntries, int maxBytes) {
        return failing(() -> {
            Batch batch = new Batch(persistenceId, from, to, maxEntries, maxBytes);
            batch.next(Math.min(FIRST_WINDOW, maxEntries));
            return batch.promise;
        });
    }

    /** A batch while it is read. At any time one thread uses it, with Pekko's streams in between. */
    private final class Batch {
        private final String persistenceId;
        private final long to;
        private final int maxEntries;
        private final int maxBytes;
        private final List<ReadEntry> entries = new ArrayList<>();
        private final CompletableFuture<List<ReadEntry>> promise = new CompletableFuture<>();
        private long next;
        private long bytes;

        private Batch(String persistenceId, long from, long to, int maxEntries, int maxBytes) {
            this.persistenceId = persistenceId;
            this.next = from;
            this.to = to;
            this.maxEntries = maxEntries;
            this.maxBytes = maxBytes;
        }

        private void next(int window) {
            if (next > to) {
                promise.complete(entries);
                return;
            }
            long last = to - next < window ? to : next + window - 1;
            int before = entries.size();
            run(events(next, last, window), this::take, () -> {
                if (entries.size() == before) {
                    beyondGap(last);
                } else if (entries.size() == maxEntries || bytes >= maxBytes) {
                    promise.complete(entries);
                } else {
                    next = last + 1;
                    next(window());
                }
            });
        }

        private int window() {
            long fitting = (maxBytes - bytes) * entries.size() / Math.max(1, bytes);
            long most = Math.min(Math.min(LARGEST_WINDOW, maxEntries - entries.size()), (long) GROWTH * entries.size());
            return (int) Math.max(1, Math.min(fitting, most));
        }

        /** Nothing is in the window: the journal ends, or there is a gap, behind which the next entry may show. */
        private void beyondGap(long last) {
            if (!entries.isEmpty() || last >= to) {
                promise.complete(entries);
                return;
            }
            run(events(last + 1, to, 1), this::take, () -> promise.complete(entries));
        }

        private Source<EventEnvelope, NotUsed> events(long first, long last, int count) {
            return byId.currentEventsByPersistenceId(persistenceId, first, last)
                    .take(count)
                    .takeWhile(event -> bytes + size(event) < maxBytes, true);
        }

        private void take(EventEnvelope event) {
            StoredEntry entry = entry(event);
            bytes += entry.bytes().length;
            entries.add(new ReadEntry(event.sequenceNr(), entry));
        }

        private void run(Source<EventEnvelope, NotUsed> events, Consumer<EventEnvelope> action, Runnable then) {
            forEach(events, action).thenRun(then).whenComplete((done, error) -> {
                if (error != null) {
                    promise.completeExceptionally(error);
                }
            });
        }
    }

    private static int size(EventEnvelope event) {
        return entry(event).bytes().length;
    }

    private static StoredEntry entry(EventEnvelope event) {
        if (event.event() instanceof StoredEntry entry) {
            return entry;
        }
        throw new UnreadableRecordException("event " + event.sequenceNr() + " of " + event.persistenceId()
                + " is no Holdfast entry (" + event.event().getClass().getName()
                + "): was its persistence id used by another persistent actor?");
    }

    @Override
    public CompletionStage<Long> lastVoid(String persistenceId, long highest) {
        return VoidSearch.last(this, materializer.executionContext(), persistenceId, highest);
    }

    /** A plugin has no limit to its space that it tells us of. */
    @Override
    public boolean writesWait() {
        return false;
    }

    /**
     * Reads every entry that ever opened or settled effects, one after the other: it takes as long as reading those from
     * the database, and memory for one number for each journal that opened any.
     */
    @Override
    public CompletionStage<List<String>> withOpenEffects() {
        Map<String, Long> opens = new HashMap<>();
        return failing(() -> forEach(
                        tagged(EntryTags.OPENS),
                        event -> opens.merge(event.persistenceId(), event.sequenceNr(), Math::max))
                .thenCompose(done -> forEach(
                        tagged(EntryTags.QUIET),
                        event -> opens.computeIfPresent(
                                event.persistenceId(), (id, last) -> last > event.sequenceNr() ? last : null)))
                .thenApply(done -> opens.keySet().stream().sorted().toList()));
    }

    /** What a plugin throws is a failure to read, like one that it answers with. */
    private static <T> CompletionStage<T> failing(Supplier<CompletionStage<T>> reading) {
        try {
            return reading.get();
        } catch (RuntimeException | LinkageError | AssertionError e) {
            return CompletableFuture.failedStage(e);
        }
    }

    private Source<EventEnvelope, NotUsed> tagged(String tag) {
        return byTag.currentEventsByTag(tag, Offset.noOffset());
    }

    /** Stages that Pekko makes of its futures go on in the common pool, which is nobody's; so this makes its own. */
    private CompletionStage<@Nullable Void> forEach(
            Source<EventEnvelope, NotUsed> events, Consumer<EventEnvelope> action) {
        CompletableFuture<@Nullable Void> done = new CompletableFuture<>();
        NotUsed unused = events.map(event -> {
                    action.accept(event);
                    return event;
                })
                .runWith(
                        Sink.onComplete(result -> {
                            if (result.isFailure()) {
                                done.completeExceptionally(result.failed().get());
                            } else {
                                done.complete(null);
                            }
                        }),
                        materializer);
        return done;
    }
}
