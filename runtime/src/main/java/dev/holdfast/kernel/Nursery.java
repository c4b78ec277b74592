package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.kernel.FrontMessage.Ended;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.OneForOneStrategy;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.SupervisorStrategy;
import org.apache.pekko.actor.Terminated;
import org.apache.pekko.japi.pf.DeciderBuilder;

/**
 * Holds all kernels of a segment, so that a stuck one blocks no front (K4). Each incarnation is a new child with a new
 * name; none is ever restarted in place (K3). Limits how many recover at once; a permit comes back when the kernel has
 * recovered, ended or been given up.
 */
final class Nursery extends AbstractActor {

    /** Start an incarnation as soon as there is a permit to recover. */
    record Start(Incarnation incarnation, ComponentCodec<?, ?> codec) {}

    /** An incarnation has recovered. */
    record Recovered(Incarnation incarnation) {}

    /** The front has given an incarnation up. */
    record Discard(Incarnation incarnation) {}

    /** A front has ended: nobody owns its incarnations any more. */
    record Orphaned(org.apache.pekko.actor.typed.ActorRef<Void> front) {}

    private final Environment environment;
    private final Deque<Start> queue = new ArrayDeque<>();
    private final Map<Incarnation, ActorRef> kernels = new HashMap<>();
    private final Map<ActorRef, Incarnation> incarnations = new HashMap<>();
    private final Map<ActorRef, Throwable> causes = new HashMap<>();
    private final Set<Incarnation> recovering = new HashSet<>();
    private long started;

    private Nursery(Environment environment) {
        this.environment = environment;
    }

    static Props props(Environment environment) {
        return Props.create(Nursery.class, () -> new Nursery(environment))
                .withDispatcher(SegmentActor.CONTROL_DISPATCHER);
    }

    @Override
    public SupervisorStrategy supervisorStrategy() {
        return new OneForOneStrategy(DeciderBuilder.matchAny(thrown -> {
                    causes.put(getSender(), thrown);
                    return (SupervisorStrategy.Directive) SupervisorStrategy.stop();
                })
                .build());
    }

    @Override
    public Receive createReceive() {
        return receiveBuilder()
                .match(Start.class, start -> {
                    queue.addLast(start);
                    startNext();
                })
                .match(Recovered.class, recovered -> ended(recovered.incarnation()))
                .match(Discard.class, discard -> discard(discard.incarnation()))
                .match(
                        Orphaned.class,
                        orphaned -> List.copyOf(kernels.keySet()).stream()
                                .filter(incarnation -> incarnation
                                        .front()
                                        .path()
                                        .equals(orphaned.front().path()))
                                .forEach(this::discard))
                .match(Terminated.class, terminated -> {
                    Incarnation gone = incarnations.remove(terminated.actor());
                    Optional<Throwable> cause = Optional.ofNullable(causes.remove(terminated.actor()));
                    if (gone != null) {
                        kernels.remove(gone);
                        gone.front().tell(new Ended(gone.number(), cause));
                        ended(gone);
                    }
                })
                .build();
    }

    private void discard(Incarnation given) {
        given.slot().close();
        queue.removeIf(start -> start.incarnation().equals(given));
        ActorRef kernel = kernels.get(given);
        if (kernel != null) {
            getContext().stop(kernel);
        }
        ended(given);
    }

    private void ended(Incarnation incarnation) {
        recovering.remove(incarnation);
        startNext();
    }

    private void startNext() {
        int limit = environment.settings().kernel().maxConcurrentRecoveries();
        while (recovering.size() < limit && !queue.isEmpty()) {
            Start start = queue.removeFirst();
            Incarnation incarnation = start.incarnation();
            ActorRef kernel =
                    getContext().actorOf(Kernel.props(environment, incarnation, start.codec()), "kernel-" + ++started);
            getContext().watch(kernel);
            kernels.put(incarnation, kernel);
            incarnations.put(kernel, incarnation);
            recovering.add(incarnation);
        }
    }
}
