package dev.holdfast.benchmarks.journal;

import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.Counter.Added;
import java.util.Collections;
import java.util.List;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/** Persists one batch of events after the other until its {@link Stint} is over. */
final class Writer extends EventSourcedBehavior<Stint, Added, Counter> {

    private final ActorRef<Stint> self;
    private final List<Added> batch;

    private Writer(ActorRef<Stint> self, String id, int batch) {
        super(PersistenceId.ofUniqueId(id));
        this.self = self;
        this.batch = Collections.nCopies(batch, new Added(1, Counter.NOTE));
    }

    static Behavior<Stint> create(String id, int batch) {
        return Behaviors.setup(context -> new Writer(context.getSelf(), id, batch));
    }

    @Override
    public Counter emptyState() {
        return Counter.ZERO;
    }

    @Override
    public CommandHandler<Stint, Added, Counter> commandHandler() {
        return (counter, stint) -> {
            if (stint.isOver()) {
                stint.ended();
                return Effect().none();
            }
            return Effect().persist(batch).thenRun(after -> {
                stint.stored(batch.size());
                self.tell(stint);
            });
        };
    }

    @Override
    public EventHandler<Counter, Added> eventHandler() {
        return Counter::plus;
    }
}
