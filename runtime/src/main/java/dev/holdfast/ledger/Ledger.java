package dev.holdfast.ledger;

import java.util.concurrent.atomic.AtomicInteger;
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

    void attach(ActorRef to) {
        keeper = to;
    }

    void written(int records) {
        waiting.addAndGet(-records);
    }

    void lost(LedgerRecord record) {
        waiting.decrementAndGet();
        emergency.write(record);
    }
}
