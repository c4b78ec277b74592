package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.kernel.FrontMessage.Refused;
import dev.holdfast.kernel.KernelMessage.Again;
import dev.holdfast.kernel.KernelMessage.AgainNow;
import dev.holdfast.kernel.KernelMessage.Arrived;
import dev.holdfast.kernel.KernelMessage.Begin;
import dev.holdfast.kernel.KernelMessage.Drain;
import dev.holdfast.kernel.KernelMessage.Resend;
import dev.holdfast.kernel.KernelMessage.Resolve;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.KernelMessage.WriteFailed;
import dev.holdfast.kernel.KernelMessage.WriteLook;
import dev.holdfast.kernel.KernelMessage.WriteRefused;
import dev.holdfast.kernel.KernelMessage.Written;
import dev.holdfast.kernel.Replay.Misfit;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.StaleWriterException;
import dev.holdfast.persistence.plugin.EntryTags;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
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
 * <p>{@link TakeOver} says what to read and how to begin, {@link Service} what to write and to say; the kernel carries it
 * out.
 */
final class Kernel extends AbstractPersistentActor {

    private final Environment environment;
    private final Incarnation incarnation;
    private final InlineDecider<?, ?> decider;
    private final Pen pen;
    private final ReadWatch reads = new ReadWatch();
    private final WriteWatch watch = new WriteWatch();
    private long revision;

    private Kernel(Environment environment, Incarnation incarnation, ComponentCodec<?, ?> codec) {
        this.environment = environment;
        this.incarnation = incarnation;
        decider = new InlineDecider<>(
                codec,
                environment.components(),
                incarnation.component().id(),
                environment.settings().kernel().batch().maxBytes(),
                environment.faults());
        Pen correct = environment.writer().<Pen>map(this::straight).orElse(this::persist);
        ActorRef self = getSelf();
        pen = FaultyPen.before(
                correct, environment.faults(), persistenceId(), failed -> self.tell(failed, ActorRef.noSender()));
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
                    // an exception here would loop for ever, and an error of a plugin's classes would end the JVM
                    try {
                        new TakeOver(environment, incarnation, decider, hands(), lastSequenceNr()).begin();
                    } catch (RuntimeException | LinkageError | AssertionError e) {
                        fail(0, Misfit.of(FaultKind.STORAGE_READ, e));
                    }
                })
                .build();
    }

    @Override
    public Receive createReceive() {
        return writing()
                .match(Arrived.class, arrived -> {
                    if (reads.ends(arrived.number())) {
                        arrived.then().run();
                    }
                })
                .build();
    }

    private TakeOver.Hands hands() {
        return new TakeOver.Hands() {
            @Override
            public <T> void await(
                    String what, CompletionStage<T> answer, Consumer<T> then, Consumer<Throwable> otherwise) {
                Kernel.this.await(what, answer, then, otherwise);
            }

            @Override
            public void write(EntryGroup group, Runnable written) {
                Kernel.this.write(group, written);
            }

            @Override
            public void fail(long revision, Misfit misfit) {
                Kernel.this.fail(revision, misfit);
            }

            @Override
            public void refuse(OrderRefused refusal, boolean voided) {
                incarnation.front().tell(new Refused(incarnation.number(), refusal, voided));
                getContext().stop(getSelf());
            }

            @Override
            public void serve(History history, long checkpoint) {
                Kernel.this.serve(history, checkpoint);
            }
        };
    }

    private <T> void await(String what, CompletionStage<T> answer, Consumer<T> then, Consumer<Throwable> otherwise) {
        ActorRef self = getSelf();
        long number = reads.begins(wait -> later(
                environment.settings().kernel().readTimeout(),
                new Arrived(wait, () -> otherwise.accept(Replay.timedOut(what, environment)))));
        answer.whenComplete((value, error) -> {
            Runnable next = error == null ? () -> then.accept(value) : () -> refused(error, otherwise);
            self.tell(new Arrived(number, next), ActorRef.noSender());
        });
    }

    private static void refused(Throwable error, Consumer<Throwable> otherwise) {
        Throwable cause = Replay.unwrap(error);
        FatalErrors.rethrow(cause);
        otherwise.accept(cause);
    }

    private void serve(History history, long checkpoint) {
        ActorRef self = getSelf();
        Keeping keeping = new Keeping(
                environment,
                incarnation,
                decider,
                checkpoint,
                then -> self.tell(new Written(then), ActorRef.noSender()));
        Service service = new Service(environment, incarnation, history, decider, keeping, new Service.Carrier() {
            @Override
            public void persist(EntryGroup group, Runnable written) {
                write(group, written);
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
                        .match(Again.class, service::again)
                        .match(AgainNow.class, service::againNow)
                        .match(Resend.class, resend -> service.resend())
                        .match(Resolve.class, resolve -> service.resolve(resolve.resolving()))
                        .match(Drain.class, drain -> service.drain())
                        .match(Arrived.class, stale -> {})
                        .build());
        incarnation.nursery().tell(new Nursery.Recovered(incarnation), getSelf());
        incarnation.front().tell(new Ready(incarnation.number(), getSelf()));
    }

    /** The handler's last call: between user code and the write there is only the slot (K3). */
    private void write(EntryGroup group, Runnable written) {
        if (!incarnation.slot().pass()) {
            getContext().stop(getSelf());
            return;
        }
        revision = group.revision();
        if (watch.begins()) {
            later(environment.settings().kernel().writeTimeout(), new WriteLook());
        }
        pen.write(group.first(), group.stored(), () -> {
            watch.ends();
            written.run();
        });
    }

    private void look() {
        switch (watch.look(environment.reader().writesWait())) {
            case IDLE -> {}
            case GOES_ON -> later(environment.settings().kernel().writeTimeout(), new WriteLook());
            case STUCK -> failWrite(Replay.writeTimedOut(environment));
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
                .match(WriteFailed.class, failed -> failWrite(failed.cause()));
    }

    /** Pekko's way; what it numbers itself is what the history counts. */
    private void persist(long first, List<StoredEntry> entries, Runnable written) {
        int[] left = {entries.size()};
        persistAllAsync(entries.stream().map(EntryTags::tagged).toList(), entry -> {
            if (--left[0] == 0) {
                written.run();
            }
        });
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequence) {
        report(sequence, Misfit.of(FaultKind.STORAGE_WRITE, cause));
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequence) {
        if (cause instanceof StaleWriterException) {
            fenced(String.valueOf(cause.getMessage()));
        } else {
            failWrite(cause);
        }
    }

    private void fenced(String reason) {
        incarnation.front().tell(new Fenced(incarnation.number(), reason));
        getContext().stop(getSelf());
    }

    @Override
    public void onRecoveryFailure(Throwable cause, scala.Option<Object> event) {
        report(0, Misfit.of(FaultKind.STORAGE_READ, cause));
    }

    private void failWrite(Throwable thrown) {
        fail(revision, Misfit.of(FaultKind.STORAGE_WRITE, thrown));
    }

    private void fail(long at, Misfit misfit) {
        report(at, misfit);
        getContext().stop(getSelf());
    }

    private void report(long at, Misfit misfit) {
        Optional<CommandId> nobody = Optional.empty();
        incarnation
                .front()
                .tell(new Failed(
                        incarnation.number(),
                        environment.fault(misfit.kind(), persistenceId(), at, nobody, misfit.thrown(), false),
                        Optional.empty(),
                        misfit.remedies()));
    }

    private Cancellable later(Duration delay, KernelMessage message) {
        return getContext()
                .getSystem()
                .scheduler()
                .scheduleOnce(delay, getSelf(), message, getContext().getDispatcher(), getSelf());
    }
}
