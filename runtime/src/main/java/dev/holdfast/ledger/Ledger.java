package dev.holdfast.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Takes fault records. It never gates a decision: it neither blocks nor fails. Records wait in a bounded queue for the
 * ledger's journal, {@code holdfast-ledger|<segment>}; what does not fit, or what the journal does not take, goes to the
 * emergency file. The queue is here and not in an actor's mailbox, so that no record is lost with an actor. Safe for use
 * by any thread.
 */
public final class Ledger {

    private final int limit;
    private final EmergencyFile emergency;
    private final Queue<LedgerRecord> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<CompletableFuture<Done>> draining = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ActorRef keeper;
    private volatile boolean closed;

    Ledger(int limit, EmergencyFile emergency) {
        this.limit = limit;
        this.emergency = emergency;
    }

    /** The persistence id of a segment's ledger. */
    public static String persistenceId(String segment) {
        return "holdfast-ledger|" + segment;
    }

    /** Takes a record. */
    public void record(LedgerRecord record) {
        if (waiting.incrementAndGet() > limit) {
            lost(record);
            return;
        }
        queue.add(record);
        ActorRef to = keeper;
        if (closed) {
            abandon();
        } else if (to != null) {
            to.tell(new LedgerKeeper.Wake(), ActorRef.noSender());
        }
    }

    /** How many records are neither in the journal nor in the emergency file yet. */
    public int waiting() {
        return waiting.get();
    }

    /** Completes when all records taken so far are in the journal or in the emergency file. */
    public CompletionStage<Done> drained() {
        CompletableFuture<Done> drained = new CompletableFuture<>();
        draining.add(drained);
        tellDrained();
        return drained;
    }

    void attach(ActorRef to) {
        keeper = to;
    }

    /** The next records to write, at most so many, in order. */
    List<LedgerRecord> take(int most) {
        List<LedgerRecord> taken = new ArrayList<>();
        while (taken.size() < most) {
            LedgerRecord next = queue.poll();
            if (next == null) {
                return taken;
            }
            taken.add(next);
        }
        return taken;
    }

    /** So many records that were taken are in the journal. */
    void written(int records) {
        waiting.addAndGet(-records);
        tellDrained();
    }

    /** A record that was taken goes to the emergency file. */
    void lost(LedgerRecord record) {
        emergency.write(record, () -> written(1));
    }

    void open() {
        closed = false;
    }

    /** Nobody writes the journal any more: from now on all records go to the emergency file. */
    void close() {
        closed = true;
        abandon();
    }

    private void abandon() {
        for (LedgerRecord record = queue.poll(); record != null; record = queue.poll()) {
            lost(record);
        }
    }

    private void tellDrained() {
        if (waiting.get() == 0) {
            for (CompletableFuture<Done> each = draining.poll(); each != null; each = draining.poll()) {
                each.complete(Done.getInstance());
            }
        }
    }
}
