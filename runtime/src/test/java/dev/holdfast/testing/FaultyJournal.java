package dev.holdfast.testing;

import dev.holdfast.persistence.journal.HoldfastJournal;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.apache.pekko.dispatch.Futures;
import org.apache.pekko.persistence.AtomicWrite;
import scala.concurrent.Future;
import scala.concurrent.Promise;

/** The embedded journal with planned faults, each for the next write of one persistence id. */
public final class FaultyJournal extends HoldfastJournal {

    /** Use it in a {@link TestSystem}. */
    public static final String SETTING = "holdfast.runtime.journal-plugin = faulty-journal\n";

    /** What happens to a write. */
    public enum Fault {
        /** Nothing is stored. */
        FAIL_BEFORE,
        /** It is stored, but reported as failed. */
        FAIL_AFTER,
        /** It is stored, and nobody is told. */
        LOST_REPLY,
        /** Nothing is stored, by rejection. */
        REJECT,
        /** It is reported as failed, and stored when the next write of this id is about to be. */
        LATE
    }

    private static final Map<String, Queue<Fault>> PLANNED = new ConcurrentHashMap<>();

    private static final Map<String, Iterable<AtomicWrite>> LATE = new ConcurrentHashMap<>();

    private static final Set<String> UNREADABLE = ConcurrentHashMap.newKeySet();

    private static final Set<String> WRITERS = ConcurrentHashMap.newKeySet();

    /** Plans a fault for the next write, after those already planned. */
    public static void plan(String persistenceId, Fault fault) {
        PLANNED.computeIfAbsent(persistenceId, id -> new ConcurrentLinkedQueue<>())
                .add(fault);
    }

    /** Lets the next recovery fail: Pekko's, which asks for the highest sequence number. */
    public static void failRecovery(String persistenceId) {
        UNREADABLE.add(persistenceId);
    }

    /** Plans nothing any more. */
    public static void heal(String persistenceId) {
        PLANNED.remove(persistenceId);
        LATE.remove(persistenceId);
    }

    /** Whether a write of this id has come to a journal of this kind. */
    public static boolean hasWritten(String persistenceId) {
        return WRITERS.contains(persistenceId);
    }

    /** How many planned faults have not happened. */
    public static int left(String persistenceId) {
        Queue<Fault> planned = PLANNED.get(persistenceId);
        return planned == null ? 0 : planned.size();
    }

    @Override
    public Future<Iterable<Optional<Exception>>> doAsyncWriteMessages(Iterable<AtomicWrite> writes) {
        String id = writes.iterator().next().persistenceId();
        WRITERS.add(id);
        Iterable<AtomicWrite> late = LATE.remove(id);
        if (late != null) {
            super.doAsyncWriteMessages(late);
        }
        Queue<Fault> planned = PLANNED.get(id);
        Fault fault = planned == null ? null : planned.poll();
        if (fault == null) {
            return super.doAsyncWriteMessages(writes);
        }
        return switch (fault) {
            case FAIL_BEFORE -> Futures.failed(new IOException("planned: nothing was stored"));
            case FAIL_AFTER ->
                super.doAsyncWriteMessages(writes)
                        .flatMap(
                                stored -> Futures.failed(new IOException("planned: it was stored")),
                                context().dispatcher());
            case LOST_REPLY -> {
                super.doAsyncWriteMessages(writes);
                Promise<Iterable<Optional<Exception>>> never = Futures.promise();
                yield never.future();
            }
            case REJECT ->
                Futures.successful(java.util.List.of(Optional.of(new IllegalStateException("planned: rejected"))));
            case LATE -> {
                LATE.put(id, writes);
                yield Futures.failed(new IOException("planned: it is stored later"));
            }
        };
    }

    @Override
    public Future<Long> doAsyncReadHighestSequenceNr(String persistenceId, long fromSequenceNr) {
        return UNREADABLE.remove(persistenceId)
                ? Futures.failed(new IOException("planned: it cannot be read"))
                : super.doAsyncReadHighestSequenceNr(persistenceId, fromSequenceNr);
    }
}
