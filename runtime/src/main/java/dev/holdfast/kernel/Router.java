package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Errand;
import dev.holdfast.kernel.FrontMessage.Operate;
import dev.holdfast.kernel.FrontMessage.Present;
import dev.holdfast.kernel.FrontMessage.Resolve;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Encoded;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Knows the ways to a segment's components: by way of the segment, which creates a front at the first message for it; to
 * the front, once there is one; straight to the kernel, while one serves. Safe for use by any thread.
 */
public final class Router {

    private final Map<String, Entrance> entrances = new ConcurrentHashMap<>();
    private final Way round = new Round();
    private final AtomicLong lastOrder = new AtomicLong();
    private final Map<Long, Order> orders = new ConcurrentHashMap<>();
    private volatile @Nullable ActorRef<SegmentActor.Message> segment;
    private volatile boolean ended;

    private final Link link;

    /** One whose messages all arrive. */
    public Router() {
        this(Link.PERFECT);
    }

    /** One whose messages go over that link. */
    public Router(Link link) {
        this.link = link;
    }

    /** What an operator ordered, and waits for. */
    private record Order(ComponentId component, CompletableFuture<Done> done) {}

    /**
     * Takes a presentation to its target, in no certain order.
     *
     * @return how many copies of it set out: one, but where faults of messages are injected
     */
    public int present(Presentation presentation) {
        return present(presentation, way(presentation.id().target()));
    }

    /** The same by this way. */
    public int present(Presentation presentation, Way way) {
        return link.send(way, presentation);
    }

    /** What senders and components send each other over. */
    public Link link() {
        return link;
    }

    /** The shortest way to a target now, for a sender who sees to the order itself. */
    public Way way(String target) {
        Entrance entrance = entrances.get(target);
        return entrance == null ? round : entrance.shortest();
    }

    /** Takes answers to whichever incarnation of a component serves; those that find none are lost. */
    Answers.Receiver receiver(String source) {
        return link.to(source, answers -> {
            Entrance entrance = entrances.get(source);
            if (entrance != null) {
                entrance.tell(answers);
            }
        });
    }

    /** Makes a component recover, if it has not. */
    public void wake(String target) {
        if (!entrances.containsKey(target)) {
            segment().tell(new SegmentActor.Wake(target));
        }
    }

    /**
     * Has a plan carried out.
     *
     * @param order the order's id in the ledger
     * @return completes when it is durable; fails with {@code OrderRefused} or {@code OrderUnknown}. Completed on threads
     *     of the kernel, which must not be blocked
     */
    public CompletionStage<Done> rollBack(RollbackPlan plan, Mandate mandate, String order) {
        return run(plan.component(), new Operate(Operation.of(plan, mandate, order)));
    }

    /**
     * Deals with a command that was set aside.
     *
     * @param reissue the command to issue in its place; empty to discard it
     * @return as of {@link #rollBack}
     */
    public CompletionStage<Done> resolve(CommandId id, Mandate mandate, Optional<Encoded> reissue) {
        Resolving resolving = new Resolving(id, mandate, reissue, new CompletableFuture<>());
        return run(ComponentId.parse(id.target()), new Resolve(resolving));
    }

    private CompletionStage<Done> run(ComponentId component, Errand errand) {
        CompletableFuture<Done> done = errand.done();
        CompletionStage<Done> answered = done;
        long number = lastOrder.incrementAndGet();
        orders.put(number, new Order(component, done));
        answered.whenComplete((ok, error) -> orders.remove(number));
        segment().tell(new SegmentActor.Run(component, errand));
        if (ended) {
            endOrders();
        }
        return answered;
    }

    /** The segment has ended: an order that is on its way, or comes yet, has nobody left to carry it out. */
    void ended() {
        ended = true;
        endOrders();
    }

    private void endOrders() {
        orders.values()
                .forEach(order -> order.done.completeExceptionally(new OrderUnknown("whether the order for "
                        + order.component
                        + " was carried out is not known, for its segment has ended. Order it again when it"
                        + " runs: what was done already is refused")));
    }

    /** Completes when every front has dealt with what it was told before, so that its faults are in the ledger. */
    public CompletionStage<Done> heard() {
        CompletableFuture<?>[] all =
                entrances.values().stream().map(Entrance::heard).toArray(CompletableFuture[]::new);
        return CompletableFuture.allOf(all).thenApply(nothing -> Done.getInstance());
    }

    /** Where fronts are created. */
    public void attach(ActorRef<SegmentActor.Message> to) {
        segment = to;
    }

    /** A front has started. */
    void opened(String target, Entrance entrance) {
        entrances.put(target, entrance);
    }

    /** A front has ended. */
    void closed(String target) {
        entrances.remove(target);
    }

    private ActorRef<SegmentActor.Message> segment() {
        ActorRef<SegmentActor.Message> to = segment;
        if (to == null) {
            throw new IllegalStateException("the segment has not started");
        }
        return to;
    }

    private final class Round implements Way {
        @Override
        public void send(Presentation presentation) {
            segment().tell(new SegmentActor.Deliver(presentation.id().target(), new Present(presentation)));
        }

        @Override
        public int stations() {
            return 2;
        }
    }
}
