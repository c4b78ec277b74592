package dev.holdfast.persistence.journal;

import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesFailure;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.Recovery;
import org.apache.pekko.persistence.RecoveryCompleted;
import scala.Option;

/** A persistent actor that does as it is told and puts whatever happens to it into a queue. */
final class Writer extends AbstractPersistentActor {

    /** What happened. */
    sealed interface Signal {}

    record Replayed(long sequence, Object event) implements Signal {}

    record Recovered(long highest) implements Signal {}

    record RecoveryFailed(Throwable cause) implements Signal {}

    record Stored(long sequence, Object event) implements Signal {}

    record Rejected(long sequence, Throwable cause) implements Signal {}

    record Failed(long sequence, Throwable cause) implements Signal {}

    record Deleted(long to) implements Signal {}

    /** Store each event by itself. */
    record Each(List<Object> events) {}

    /** Store all events or none. */
    record All(List<Object> events) {}

    record DeleteTo(long sequence) {}

    private final String id;
    private final Recovery recovery;
    private final BlockingQueue<Signal> signals;

    private Writer(String id, Recovery recovery, BlockingQueue<Signal> signals) {
        this.id = id;
        this.recovery = recovery;
        this.signals = signals;
    }

    static Props props(String id, Recovery recovery, BlockingQueue<Signal> signals) {
        return Props.create(Writer.class, () -> new Writer(id, recovery, signals));
    }

    @Override
    public String persistenceId() {
        return id;
    }

    @Override
    public String journalPluginId() {
        return "holdfast.persistence.journal";
    }

    @Override
    public Recovery recovery() {
        return recovery;
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(RecoveryCompleted.class, completed -> signals.add(new Recovered(lastSequenceNr())))
                .matchAny(event -> signals.add(new Replayed(lastSequenceNr(), event)))
                .build();
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Each.class, each -> each.events().forEach(event -> persist(event, this::stored)))
                .match(All.class, all -> persistAll(all.events(), this::stored))
                .match(DeleteTo.class, delete -> deleteMessages(delete.sequence()))
                .match(DeleteMessagesSuccess.class, done -> signals.add(new Deleted(done.toSequenceNr())))
                .match(DeleteMessagesFailure.class, failure -> signals.add(new Failed(0, failure.cause())))
                .build();
    }

    private void stored(Object event) {
        signals.add(new Stored(lastSequenceNr(), event));
    }

    @Override
    public void onPersistRejected(Throwable cause, Object event, long sequence) {
        signals.add(new Rejected(sequence, cause));
    }

    @Override
    public void onPersistFailure(Throwable cause, Object event, long sequence) {
        signals.add(new Failed(sequence, cause));
    }

    @Override
    public void onRecoveryFailure(Throwable cause, Option<Object> event) {
        signals.add(new RecoveryFailed(cause));
    }

    /** What a test holds of a writer. */
    record Handle(ActorRef actor, BlockingQueue<Signal> signals) {

        void each(Object... events) {
            actor.tell(new Each(List.of(events)), ActorRef.noSender());
        }

        void all(Object... events) {
            actor.tell(new All(List.of(events)), ActorRef.noSender());
        }

        void deleteTo(long sequence) {
            actor.tell(new DeleteTo(sequence), ActorRef.noSender());
        }
    }
}
