package dev.holdfast.ledger;

import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes a ledger's journal, one batch at a time; ends at the first failure. */
final class LedgerWriter extends AbstractPersistentActor {

    private static final Logger LOG = LoggerFactory.getLogger(LedgerWriter.class);

    /** It takes batches. */
    record Ready() {}

    /** Records to write. */
    record Write(List<LedgerRecord> records) {}

    /** They are durable. */
    record Written() {}

    private record LastRead(List<ReadEntry> entries) {}

    private record LastNotRead(Throwable cause) {}

    private final LedgerKeeper.Setup setup;
    private HistoryHash hash = HistoryHash.NONE;
    private Cancellable timeout = Cancellable.alreadyCancelled();

    private LedgerWriter(LedgerKeeper.Setup setup) {
        this.setup = setup;
    }

    static Props props(LedgerKeeper.Setup setup) {
        return Props.create(LedgerWriter.class, () -> new LedgerWriter(setup)).withDispatcher(setup.dispatcher());
    }

    @Override
    public String persistenceId() {
        return Ledger.persistenceId(setup.segment());
    }

    /** Pekko asks this from its constructor, before our fields are set. */
    @Override
    public String journalPluginId() {
        return getContext().getSystem().settings().config().getString(RuntimeSettings.JOURNAL_PLUGIN_PATH);
    }

    @Override
    public String snapshotPluginId() {
        return "pekko.persistence.no-snapshot-store";
    }

    @Override
    public Recovery recovery() {
        return Recovery.none();
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(RecoveryCompleted.class, completed -> findHash())
                .build();
    }

    private void findHash() {
        long last = lastSequenceNr();
        ActorRef self = getSelf();
        if (last == 0) {
            self.tell(new LastRead(List.of()), self);
            return;
        }
        timeout = timer(
                setup.readTimeout(),
                new LastNotRead(new TimeoutException("its last entry was not read within " + setup.readTimeout()
                        + " (holdfast.runtime.kernel.read-timeout)")));
        setup.reader().read(persistenceId(), last, last, 1, 1).whenComplete((entries, error) -> {
            self.tell(error == null ? new LastRead(entries) : new LastNotRead(error), self);
        });
    }

    private Cancellable timer(Duration delay, Object message) {
        ActorSystem system = getContext().getSystem();
        return system.scheduler().scheduleOnce(delay, getSelf(), message, system.dispatcher(), getSelf());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(LastRead.class, last -> {
                    timeout.cancel();
                    last.entries().forEach(read -> hash = read.entry().hash());
                    getContext().become(writing());
                    getContext().getParent().tell(new Ready(), getSelf());
                })
                .match(LastNotRead.class, failed -> end(failed.cause()))
                .build();
    }

    private Receive writing() {
        return receiveBuilder()
                .match(Write.class, this::write)
                .match(LastNotRead.class, late -> {}) // the time-out came together with the entry
                .build();
    }

    private void write(Write write) {
        List<Encoded> records =
                write.records().stream().map(setup.codec()::encode).toList();
        Instant time = write.records().get(0).time();
        Entry entry = new Entry(0, time, new FaultRecorded(records));
        StoredEntry stored = StoredEntry.encode(hash, lastSequenceNr() + 1, entry, Set.of());
        persistAsync(stored, written -> {
            hash = stored.hash();
            getContext().getParent().tell(new Written(), getSelf());
        });
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequence) {
        LOG.error(
                "the fault ledger {} could not be written; its records go to the emergency file",
                persistenceId(),
                cause);
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequence) {
        end(cause);
    }

    private void end(Throwable cause) {
        LOG.error("the fault ledger {} cannot go on; its records go to the emergency file", persistenceId(), cause);
        getContext().stop(getSelf());
    }
}
