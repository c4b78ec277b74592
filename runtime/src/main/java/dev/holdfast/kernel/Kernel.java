package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.kernel.KernelMessage.Begin;
import dev.holdfast.kernel.KernelMessage.PullFailed;
import dev.holdfast.kernel.KernelMessage.PullTimedOut;
import dev.holdfast.kernel.KernelMessage.Pulled;
import dev.holdfast.kernel.KernelMessage.Resend;
import dev.holdfast.kernel.KernelMessage.Retry;
import dev.holdfast.kernel.KernelMessage.RetryNow;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.KernelMessage.SetAside;
import dev.holdfast.kernel.KernelMessage.WriteFailed;
import dev.holdfast.kernel.KernelMessage.WriteLook;
import dev.holdfast.kernel.KernelMessage.WriteRefused;
import dev.holdfast.kernel.KernelMessage.Written;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.StaleWriterException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.Props;
import org.apache.pekko.japi.pf.ReceiveBuilder;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;

/**
 * Owns a component's journal for one incarnation: reads it, takes it over with a new epoch, then serves. It is a classic
 * persistent actor because with Pekko's journals only there can a rejected, failed or ambiguous write be handled; it never
 * lives on after one.
 *
 * <p>{@link Replay} folds what is read, {@link Service} decides what to write and to say; the kernel carries it out.
 */
final class Kernel extends AbstractPersistentActor {

    private final Environment environment;
    private final Incarnation incarnation;
    private final History history;
    private final InlineDecider<?, ?> decider;
    private final Replay replay;
    private final Pen pen;
    private final WriteWatch watch = new WriteWatch();
    private Cancellable reading = Cancellable.alreadyCancelled();

    private Kernel(Environment environment, Incarnation incarnation, ComponentCodec<?, ?> codec) {
        this.environment = environment;
        this.incarnation = incarnation;
        history = new History(
                incarnation.persistenceId(), environment.settings().dedup().keep());
        decider = new InlineDecider<>(
                codec,
                environment.components(),
                incarnation.component().id(),
                environment.settings().kernel().batch().maxBytes());
        replay = new Replay(environment, incarnation.persistenceId(), history, decider);
        pen = environment.writer().<Pen>map(this::straight).orElse(this::persist);
    }

    static Props props(Environment environment, Incarnation incarnation, ComponentCodec<?, ?> codec) {
        return Props.create(Kernel.class, () -> new Kernel(environment, incarnation, codec))
                .withDispatcher(SegmentActor.WORK_DISPATCHER);
    }

    @Override
    public String persistenceId() {
        return incarnation.persistenceId();
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

    /** Nothing is pushed at us; we pull (K8). */
    @Override
    public Recovery recovery() {
        return Recovery.none();
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(RecoveryCompleted.class, completed -> {
                    // an exception here would loop for ever
                    try {
                        pull();
                    } catch (RuntimeException e) {
                        fail(FaultKind.STORAGE_READ, e);
                    }
                })
                .build();
    }

    @Override
    public Receive createReceive() {
        return writing()
                .match(Pulled.class, pulled -> {
                    reading.cancel();
                    Optional<Replay.Misfit> misfit = replay.take(pulled.entries(), lastSequenceNr());
                    if (misfit.isPresent()) {
                        fail(misfit.get().kind(), misfit.get().thrown());
                    } else {
                        pull();
                    }
                })
                .match(PullFailed.class, failed -> {
                    Throwable cause = Replay.unwrap(failed.cause());
                    FatalErrors.rethrow(cause);
                    fail(Replay.kindOf(cause), cause);
                })
                .match(PullTimedOut.class, timedOut -> {
                    if (timedOut.from() == history.sequence() + 1) {
                        fail(FaultKind.STORAGE_READ, Replay.timedOut(timedOut.from(), environment));
                    }
                })
                .build();
    }

    private void pull() {
        if (history.sequence() >= lastSequenceNr()) {
            startEpoch();
            return;
        }
        long from = history.sequence() + 1;
        ActorRef self = getSelf();
        replay.read(lastSequenceNr()).whenComplete((entries, error) -> {
            Object message = error == null ? new Pulled(entries) : new PullFailed(error);
            self.tell(message, ActorRef.noSender());
        });
        reading = later(environment.settings().kernel().readTimeout(), new PullTimedOut(from));
    }

    private void startEpoch() {
        long epoch = history.sequence() + 1;
        Instant now = notBefore(history.time());
        Entry entry = new Entry(epoch, now, new EpochStarted());
        StoredEntry stored = StoredEntry.encode(history.hash(), epoch, entry, Set.of());
        write(List.of(stored), () -> {
            history.accept(epoch, stored, entry);
            serve();
        });
    }

    private void serve() {
        Service service = new Service(environment, incarnation, history, decider, new Service.Carrier() {
            @Override
            public void persist(List<StoredEntry> entries, Runnable written) {
                write(entries, written);
            }

            @Override
            public void after(Duration delay, KernelMessage message) {
                later(delay, message);
            }
        });
        getContext()
                .become(writing()
                        .match(Begin.class, begin -> service.begin())
                        .match(Run.class, service::run)
                        .match(Answers.class, service::answered)
                        .match(Retry.class, service::retry)
                        .match(RetryNow.class, service::retryNow)
                        .match(SetAside.class, service::setAside)
                        .match(Resend.class, resend -> service.resend())
                        .match(PullTimedOut.class, stale -> {})
                        .build());
        incarnation.nursery().tell(new Nursery.Recovered(incarnation), getSelf());
        incarnation.front().tell(new Ready(incarnation.number(), getSelf()));
    }

    /** The handler's last call: between user code and the write there is only the slot (K3). */
    private void write(List<StoredEntry> entries, Runnable written) {
        if (!incarnation.slot().pass()) {
            getContext().stop(getSelf());
            return;
        }
        if (watch.begins()) {
            later(environment.settings().kernel().writeTimeout(), new WriteLook());
        }
        pen.write(history.sequence() + 1, entries, () -> {
            watch.ends();
            written.run();
        });
    }

    private void look() {
        switch (watch.look(environment.reader().writesWait())) {
            case IDLE -> {}
            case GOES_ON -> later(environment.settings().kernel().writeTimeout(), new WriteLook());
            case STUCK -> fail(FaultKind.STORAGE_WRITE, Replay.writeTimedOut(environment));
        }
    }

    private Pen straight(EntryWriter writer) {
        String name = String.format("%016x", environment.host().entropy().nextLong());
        return new StraightPen(writer, incarnation.persistenceId(), name, getSelf());
    }

    private ReceiveBuilder writing() {
        return receiveBuilder()
                .match(Written.class, written -> written.then().run())
                .match(WriteRefused.class, refused -> fenced(refused.reason()))
                .match(WriteLook.class, look -> look())
                .match(WriteFailed.class, failed -> fail(FaultKind.STORAGE_WRITE, failed.cause()));
    }

    /** Pekko's way; what it numbers itself is what the history counts. */
    private void persist(long first, List<StoredEntry> entries, Runnable written) {
        int[] left = {entries.size()};
        persistAllAsync(entries, entry -> {
            if (--left[0] == 0) {
                written.run();
            }
        });
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequence) {
        report(FaultKind.STORAGE_WRITE, cause);
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequence) {
        if (cause instanceof StaleWriterException) {
            fenced(String.valueOf(cause.getMessage()));
        } else {
            fail(FaultKind.STORAGE_WRITE, cause);
        }
    }

    private void fenced(String reason) {
        incarnation.front().tell(new Fenced(incarnation.number(), reason));
        getContext().stop(getSelf());
    }

    @Override
    public void onRecoveryFailure(Throwable cause, scala.Option<Object> event) {
        report(FaultKind.STORAGE_READ, cause);
    }

    private void fail(FaultKind kind, Throwable thrown) {
        report(kind, thrown);
        getContext().stop(getSelf());
    }

    private void report(FaultKind kind, Throwable thrown) {
        Optional<CommandId> nobody = Optional.empty();
        incarnation
                .front()
                .tell(new Failed(
                        incarnation.number(),
                        environment.fault(kind, persistenceId(), history.revision(), nobody, thrown, false),
                        Optional.empty()));
    }

    private Cancellable later(Duration delay, KernelMessage message) {
        return getContext()
                .getSystem()
                .scheduler()
                .scheduleOnce(delay, getSelf(), message, getContext().getDispatcher(), getSelf());
    }

    private Instant notBefore(Instant time) {
        Instant now = environment.now();
        return now.isBefore(time) ? time : now;
    }
}
