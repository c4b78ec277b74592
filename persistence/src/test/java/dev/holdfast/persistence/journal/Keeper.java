package dev.holdfast.persistence.journal;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import org.apache.pekko.actor.Props;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesSuccess;
import org.apache.pekko.persistence.RecoveryCompleted;
import org.apache.pekko.persistence.SaveSnapshotSuccess;
import org.apache.pekko.persistence.SnapshotOffer;
import scala.Option;

/**
 * A persistent actor whose state is the list of its events, and which puts what happens into a queue: what it recovered,
 * as {@code offered [a, b] then [c]}, {@code stored}, {@code saved}, {@code deleted}, and why its recovery failed.
 */
final class Keeper extends AbstractPersistentActor {

    /** Save a snapshot. */
    enum Save {
        NOW
    }

    /** Delete all events. */
    enum Forget {
        ALL
    }

    private final String id;
    private final BlockingQueue<Object> signals;
    private final List<String> offered = new ArrayList<>();
    private final List<String> events = new ArrayList<>();

    private Keeper(String id, BlockingQueue<Object> signals) {
        this.id = id;
        this.signals = signals;
    }

    static Props props(String id, BlockingQueue<Object> signals) {
        return Props.create(Keeper.class, () -> new Keeper(id, signals));
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
    public String snapshotPluginId() {
        return "holdfast.persistence.snapshot-store";
    }

    @Override
    public Receive createReceiveRecover() {
        return receiveBuilder()
                .match(SnapshotOffer.class, offer -> offered.addAll(List.of(((String) offer.snapshot()).split(","))))
                .match(String.class, events::add)
                .match(RecoveryCompleted.class, done -> signals.add("offered " + offered + " then " + events))
                .build();
    }

    @Override
    public void onRecoveryFailure(Throwable cause, Option<Object> event) {
        signals.add(cause);
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(
                        String.class,
                        text -> persist(text, stored -> {
                            events.add(stored);
                            signals.add("stored");
                        }))
                .match(Save.class, save -> saveSnapshot(state()))
                .match(SaveSnapshotSuccess.class, saved -> signals.add("saved"))
                .match(Forget.class, forget -> deleteMessages(lastSequenceNr()))
                .match(DeleteMessagesSuccess.class, deleted -> signals.add("deleted"))
                .build();
    }

    private String state() {
        List<String> all = new ArrayList<>(offered);
        all.addAll(events);
        return String.join(",", all);
    }
}
