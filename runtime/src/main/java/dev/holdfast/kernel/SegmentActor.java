package dev.holdfast.kernel;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.kernel.FrontMessage.Errand;
import dev.holdfast.kernel.FrontMessage.Present;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.persistence.entry.ComponentId;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.DispatcherSelector;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.Terminated;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The top of a segment: creates fronts as they are needed and holds the nursery. One-for-one: no front concerns another. */
public final class SegmentActor extends AbstractBehavior<SegmentActor.Message> {

    /** Where fronts and nursery run. */
    public static final String CONTROL_DISPATCHER = "holdfast.runtime.dispatchers.control";

    static final String WORK_DISPATCHER = "holdfast.runtime.dispatchers.work";

    private static final Logger LOG = LoggerFactory.getLogger(SegmentActor.class);

    private final Environment environment;
    private final org.apache.pekko.actor.ActorRef nursery;
    private final Map<String, ActorRef<FrontMessage>> fronts = new HashMap<>();
    private final Map<ActorRef<Void>, Desk> desks = new HashMap<>();
    private long created;

    /** What a segment is told; all of it comes through its {@link Router}. */
    public sealed interface Message {}

    /** A presentation for a component whose front is not known to the sender. */
    record Deliver(String target, Present present) implements Message {}

    /** A component is to recover. */
    record Wake(String target) implements Message {}

    /** An operator wants something of a component. */
    record Run(ComponentId target, Errand errand) implements Message {}

    private SegmentActor(ActorContext<Message> context, Environment environment) {
        super(context);
        this.environment = environment;
        nursery = Adapter.actorOf(context, Nursery.props(environment), "nursery");
        Adapter.watch(context, nursery);
    }

    /** A segment that has no component yet. */
    public static Behavior<Message> create(Environment environment) {
        return Behaviors.setup(context -> new SegmentActor(context, environment));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Deliver.class, this::deliver)
                .onMessage(Wake.class, this::wake)
                .onMessage(Run.class, this::run)
                .onSignal(Terminated.class, this::frontEnded)
                .onSignal(PostStop.class, stop -> ended())
                .build();
    }

    private Behavior<Message> ended() {
        environment.router().ended();
        return this;
    }

    private Behavior<Message> deliver(Deliver deliver) {
        ComponentId id = ComponentId.parse(deliver.target);
        if (environment.components().containsKey(id.component())) {
            front(id).tell(deliver.present);
        } else {
            String reason = "no component named '" + id.component() + "' is started: add it to Holdfast.start(…)";
            new Desk(environment, id)
                    .refuse(
                            new Waiting(deliver.present.presentation()),
                            reason,
                            environment.settings().effects().resend().max());
        }
        return this;
    }

    private Behavior<Message> wake(Wake wake) {
        ComponentId id = ComponentId.parse(wake.target);
        if (environment.components().containsKey(id.component())) {
            front(id);
        }
        return this;
    }

    private Behavior<Message> run(Run run) {
        if (environment.components().containsKey(run.target.component())) {
            front(run.target).tell(run.errand);
        } else {
            run.errand
                    .done()
                    .completeExceptionally(new OrderRefused("no component named '" + run.target.component()
                            + "' is started; nothing was changed. Add it to Holdfast.start(…)"));
        }
        return this;
    }

    private ActorRef<FrontMessage> front(ComponentId id) {
        return fronts.computeIfAbsent(id.persistenceId(), key -> open(id));
    }

    private ActorRef<FrontMessage> open(ComponentId id) {
        ComponentCodec<?, ?> codec = environment.components().get(id.component());
        if (codec == null) {
            throw new IllegalStateException("component '" + id.component() + "' is not started");
        }
        Desk desk = new Desk(environment, id);
        String name = URLEncoder.encode(id.persistenceId(), StandardCharsets.UTF_8) + "-" + ++created;
        ActorRef<FrontMessage> front = getContext()
                .spawn(Front.create(environment, codec, nursery, desk), name, DispatcherSelector.sameAsParent());
        getContext().watch(front);
        desks.put(front.unsafeUpcast(), desk);
        return front;
    }

    /** Only an error in Holdfast ends a front. What it held is not lost: senders present it again, to a new front. */
    private Behavior<Message> frontEnded(Terminated terminated) {
        if (terminated.getRef().path().equals(nursery.path())) {
            throw new IllegalStateException(
                    "the nursery of the segment ended: an error in Holdfast; the segment stops");
        }
        Desk desk = desks.remove(terminated.getRef());
        if (desk != null) {
            String id = desk.component().persistenceId();
            LOG.error(
                    "the front of {} ended unexpectedly with {} commands; their senders will present them again",
                    id,
                    desk.abandon());
            fronts.remove(id);
            nursery.tell(new Nursery.Orphaned(terminated.getRef()), org.apache.pekko.actor.ActorRef.noSender());
            environment.router().closed(id);
            front(desk.component());
        }
        return this;
    }
}
