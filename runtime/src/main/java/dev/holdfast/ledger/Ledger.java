package dev.holdfast.ledger;

import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.pekko.Done;
import org.apache.pekko.actor.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Takes fault records. It never gates a decision: it neither blocks nor fails. Records wait in a bounded buffer for the
 * ledger's journal, {@code holdfast-ledger|<segment>}; what does not fit, or what the journal does not take, goes to the
 * emergency file. Safe for use by any thread.
 */
public final class Ledger {

    private final int limit;
    private final EmergencyFile emergency;
    private final AtomicInteger waiting = new AtomicInteger();
    private final Queue<CompletableFuture<Done>> draining = new ConcurrentLinkedQueue<>();
    private volatile @Nullable ActorRef keeper;

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
        ActorRef to = keeper;
        if (to == null || waiting.incrementAndGet() > limit) {
            if (to != null) {
                waiting.decrementAndGet();
            }
            emergency.write(record);
        } else {
            to.tell(record, ActorRef.noSender());
        }
    }

    /** How many records are not durable yet. */
    public int waiting() {
        return waiting.get();
    }

    /** Completes when all records taken so far are durable or in the emergency file. */
    public CompletionStage<Done> drained() {
        CompletableFuture<Done> drained = new CompletableFuture<>();
        draining.add(drained);
        tellDrained();
        return drained;
    }

    private void tellDrained() {
        if (waiting.get() == 0) {
            for (CompletableFuture<Done> each = draining.poll(); each != null; each = draining.poll()) {
                each.complete(Done.getInstance());
            }
        }
    }

    void attach(ActorRef to) {
        keeper = to;
    }

    /** From now on records go to the emergency file. */
    void detach() {
        keeper = null;
    }

    void written(int records) {
        waiting.addAndGet(-records);
        tellDrained();
    }

    void lost(LedgerRecord record) {
        emergency.write(record);
        waiting.decrementAndGet();
        tellDrained();
    }
}
