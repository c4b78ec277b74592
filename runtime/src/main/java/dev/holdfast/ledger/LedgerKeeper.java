package dev.holdfast.ledger;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.config.BackoffSettings;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.JournalReader;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.SupervisorStrategy;
import org.apache.pekko.actor.Terminated;

/**
 * Holds a writer, which is replaced with backoff when it fails, and gives it what waits. A batch whose write failed is
 * ambiguous; it goes to the emergency file, so that a record may be found in both places but never in none.
 */
public final class LedgerKeeper extends AbstractActor {

    private static final int BATCH = 256;

    /**
     * How a ledger is kept.
     *
     * @param segment the segment whose faults it records
     * @param reader reads the journal that it is written to
     * @param readTimeout how long a read may take
     * @param codec turns records into bytes
     * @param backoff how long to wait before a new writer
     * @param dispatcher where it runs
     */
    public record Setup(
            String segment,
            JournalReader reader,
            Duration readTimeout,
            LedgerCodec codec,
            BackoffSettings backoff,
            String dispatcher) {}

    /** There are records to write. */
    record Wake() {}

    private record StartWriter() {}

    private final Setup setup;
    private final Ledger ledger;
    private final List<LedgerRecord> inFlight = new ArrayList<>();
    private Optional<ActorRef> ready = Optional.empty();
    private int failures;

    private LedgerKeeper(Setup setup, Ledger ledger) {
        this.setup = setup;
        this.ledger = ledger;
    }

    /**
     * A ledger and the actor behind it.
     *
     * @param limit how many records may wait
     * @param file where the others go
     * @param writer the thread that writes that file
     */
    public static Ledger ledger(int limit, Disk disk, Path file, Workers writer, ObjectMapper json) {
        return new Ledger(limit, new EmergencyFile(disk, file, writer, json, limit));
    }

    /** Starts the actor behind a ledger. */
    public static void start(ExtendedActorSystem system, Setup setup, Ledger ledger) {
        Props props = Props.create(LedgerKeeper.class, () -> new LedgerKeeper(setup, ledger))
                .withDispatcher(setup.dispatcher);
        ledger.attach(system.systemActorOf(props, "holdfast-ledger"));
    }

    @Override
    public SupervisorStrategy supervisorStrategy() {
        return SupervisorStrategy.stoppingStrategy();
    }

    @Override
    public void preStart() {
        ledger.open();
        startWriter();
    }

    @Override
    public void postStop() {
        inFlight.forEach(ledger::lost);
        inFlight.clear();
        ledger.close();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Wake.class, wake -> writeNext())
                .match(LedgerWriter.Ready.class, news -> {
                    ready = Optional.of(getSender());
                    writeNext();
                })
                .match(LedgerWriter.Written.class, written -> {
                    failures = 0;
                    ledger.written(inFlight.size());
                    inFlight.clear();
                    writeNext();
                })
                .match(Terminated.class, terminated -> writerEnded())
                .match(StartWriter.class, start -> startWriter())
                .build();
    }

    private void writeNext() {
        if (ready.isEmpty() || !inFlight.isEmpty()) {
            return;
        }
        inFlight.addAll(ledger.take(BATCH));
        if (inFlight.isEmpty()) {
            return;
        }
        ready.get().tell(new LedgerWriter.Write(List.copyOf(inFlight)), getSelf());
    }

    private void writerEnded() {
        ready = Optional.empty();
        inFlight.forEach(ledger::lost);
        inFlight.clear();
        // nobody knows when the journal will take records again, and memory is no place for them
        ledger.take(Integer.MAX_VALUE).forEach(ledger::lost);
        getContext()
                .getSystem()
                .scheduler()
                .scheduleOnce(
                        setup.backoff.delay(++failures, 0),
                        getSelf(),
                        new StartWriter(),
                        getContext().getDispatcher(),
                        getSelf());
    }

    private void startWriter() {
        getContext().watch(getContext().actorOf(LedgerWriter.props(setup)));
    }
}
