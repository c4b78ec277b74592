package dev.holdfast.benchmarks.kernel;

import dev.holdfast.benchmarks.counter.Counter;
import dev.holdfast.benchmarks.counter.Counter.Total;
import dev.holdfast.benchmarks.counter.CounterBehavior;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/** Drives the EventSourcedBehavior as cheaply as Pekko allows: tell and replyTo, no ask, no timer. */
final class Driver extends AbstractBehavior<Total> {

    private final ActorRef<CounterBehavior.Add> target;
    private final CompletableFuture<Double> rate;
    private final long begin = System.nanoTime();
    private final long nanos;
    private int inFlight;
    private long answered;

    private Driver(
            ActorContext<Total> context,
            ActorRef<CounterBehavior.Add> target,
            int inFlight,
            long nanos,
            CompletableFuture<Double> rate) {
        super(context);
        this.target = target;
        this.nanos = nanos;
        this.rate = rate;
        for (int i = 0; i < inFlight; i++) {
            send();
        }
    }

    static Behavior<Total> create(
            ActorRef<CounterBehavior.Add> target, int inFlight, long nanos, CompletableFuture<Double> rate) {
        return Behaviors.setup(context -> new Driver(context, target, inFlight, nanos, rate));
    }

    @Override
    public Receive<Total> createReceive() {
        return newReceiveBuilder().onAnyMessage(total -> answered()).build();
    }

    private void send() {
        inFlight++;
        target.tell(new CounterBehavior.Add(1, Counter.NOTE, getContext().getSelf()));
    }

    private Behavior<Total> answered() {
        inFlight--;
        answered++;
        long elapsed = System.nanoTime() - begin;
        if (elapsed < nanos) {
            send();
        } else if (inFlight == 0) {
            rate.complete(answered * 1e9 / elapsed);
            return Behaviors.stopped();
        }
        return this;
    }
}
