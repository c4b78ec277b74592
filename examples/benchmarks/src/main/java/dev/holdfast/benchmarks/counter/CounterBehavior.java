package dev.holdfast.benchmarks.counter;

import dev.holdfast.benchmarks.counter.Counter.Added;
import dev.holdfast.benchmarks.counter.Counter.Total;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * The counter as Pekko's EventSourcedBehavior, as cheap as it gets: handlers without a builder, nothing tagged or
 * published, no snapshots, commands never serialized, a stash that never overflows.
 */
public final class CounterBehavior extends EventSourcedBehavior<CounterBehavior.Add, Added, Counter> {

    /** Adds, and wants the total. */
    public record Add(long amount, String note, ActorRef<Total> replyTo) {}

    /** A counter of its own. */
    public CounterBehavior(String id) {
        super(PersistenceId.ofUniqueId(id));
    }

    @Override
    public Counter emptyState() {
        return Counter.ZERO;
    }

    @Override
    public CommandHandler<Add, Added, Counter> commandHandler() {
        return (counter, add) ->
                Effect().persist(new Added(add.amount, add.note)).thenReply(add.replyTo, Counter::total);
    }

    @Override
    public EventHandler<Counter, Added> eventHandler() {
        return Counter::plus;
    }
}
