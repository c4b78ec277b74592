package dev.holdfast.runtime;

import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.host.Clock;
import dev.holdfast.kernel.Answers;
import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.Presentation;
import dev.holdfast.kernel.Response;
import dev.holdfast.kernel.Router;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executor;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.PostStop;
import org.apache.pekko.actor.typed.javadsl.AbstractBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.Receive;

/**
 * The one actor through which all callers outside of components ask: it numbers commands, presents them, presents them
 * again under the same id until they are answered or past their deadline, and tells the callers. Bounded by the
 * segment's permits.
 */
final class Client extends AbstractBehavior<Client.Message> {

    /** How finely deadlines are kept. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final Environment environment;
    private final String sender;
    private final ActorRef<Answers> replyTo;
    private final Map<String, Lane> lanes = new HashMap<>();
    private final Set<Lane> watched = new LinkedHashSet<>();
    private final Map<CommandId, Presented> presented = new LinkedHashMap<>();
    private boolean ticking;

    /** What a client needs. */
    record Environment(RuntimeSettings settings, Clock clock, Router router, Executor callers) {}

    /** What a client is told. */
    sealed interface Message {}

    /** A caller asks. */
    record Ask(Pending pending) implements Message {}

    /** A caller wants to know what became of an id. */
    record Resolve(CommandId id, Pending pending) implements Message {}

    private record Answered(Answers answers) implements Message {}

    private record Tick() implements Message {}

    private static final class Presented {
        private final Pending pending;
        private final List<Pending> also = new ArrayList<>();
        private long sentAt;
        private int times;

        private Presented(Pending pending) {
            this.pending = pending;
        }

        /** True when it asks what became of an id. */
        private boolean isQuestion() {
            return pending.request() instanceof Presentation.Resolve;
        }

        /** What to tell the callers: a refusal is certain only if nothing was presented before under the id. */
        private Response tell(Response response) {
            if (response instanceof Response.Unavailable refused && (isQuestion() || times > 1)) {
                String before = isQuestion() ? "it cannot be said now: " : "it was presented " + times + " times: ";
                return new Response.Unknown(before + refused.reason());
            }
            return response;
        }
    }

    private Client(ActorContext<Message> context, Environment environment, String sender) {
        super(context);
        this.environment = environment;
        this.sender = sender;
        this.replyTo = context.messageAdapter(Answers.class, Answered::new);
    }

    static Behavior<Message> create(Environment environment, String sender) {
        return Behaviors.setup(context -> new Client(context, environment, sender));
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Ask.class, ask -> ask(ask.pending))
                .onMessage(Answered.class, answered -> answered(answered.answers))
                .onMessage(Tick.class, tick -> tick())
                .onMessage(Resolve.class, resolve -> resolve(resolve.id, resolve.pending))
                .onSignal(PostStop.class, stop -> stopped())
                .build();
    }

    private Behavior<Message> ask(Pending pending) {
        Lane lane = lanes.computeIfAbsent(
                pending.target(),
                target -> new Lane(environment.settings.dedup().window()));
        lane.waiting().addLast(pending);
        presentWaiting(lane);
        if (!lane.isQuiet()) {
            watched.add(lane);
        }
        keepTicking();
        return this;
    }

    private void presentWaiting(Lane lane) {
        while (!lane.waiting().isEmpty() && lane.hasRoom()) {
            Pending pending = lane.waiting().getFirst();
            if (!lane.mayGoDirectly() && environment.router.knows(pending.target())) {
                // the direct way is open: it is taken as soon as those on the long way are answered
                return;
            }
            lane.waiting().removeFirst();
            CommandId id = new CommandId(sender, pending.target(), lane.take());
            Presented fresh = new Presented(pending);
            presented.put(id, fresh);
            present(id, fresh);
        }
    }

    private Behavior<Message> resolve(CommandId id, Pending pending) {
        Presented known = presented.get(id);
        if (known != null) {
            pending.permit().giveBack();
            known.also.add(pending);
        } else {
            Presented fresh = new Presented(pending);
            presented.put(id, fresh);
            present(id, fresh);
        }
        keepTicking();
        return this;
    }

    private void present(CommandId id, Presented command) {
        command.sentAt = environment.clock.nanoTime();
        command.times++;
        Presentation presentation = new Presentation(
                id,
                floor(id, command),
                command.pending.deadline(),
                command.pending.request(),
                command.pending.permit(),
                replyTo);
        Lane lane = lanes.get(id.target());
        if (lane == null || command.isQuestion()) {
            environment.router.present(presentation);
        } else if (!environment.router.present(presentation, lane.mayGoDirectly())) {
            lane.wentRound(id.number());
        }
    }

    /** A question about an id must not make the target forget anything, whoever's id it is. */
    private long floor(CommandId id, Presented command) {
        Lane lane = lanes.get(id.target());
        if (command.isQuestion() || lane == null) {
            return Math.max(1, id.number() - environment.settings.dedup().window() + 1);
        }
        return lane.floor();
    }

    private Behavior<Message> answered(Answers answers) {
        List<Runnable> told = new ArrayList<>(answers.given().size());
        for (Given given : answers.given()) {
            Presented command = presented.remove(given.id());
            if (command != null) {
                Response response = command.tell(given.response());
                close(given.id(), !(response instanceof Response.Unknown));
                tell(given.id(), command, response, told);
            }
        }
        Lane lane = lanes.get(answers.given().get(0).id().target());
        if (lane != null) {
            presentWaiting(lane);
        }
        run(told);
        return this;
    }

    private void close(CommandId id, boolean certain) {
        Lane lane = lanes.get(id.target());
        if (lane == null || !id.sender().equals(sender)) {
            return;
        }
        if (certain) {
            lane.answered(id.number());
        } else {
            lane.gaveUp(
                    id.number(),
                    environment.clock.now().plus(environment.settings.dedup().keep()));
            watched.add(lane);
        }
    }

    private static void tell(CommandId id, Presented command, Response response, List<Runnable> told) {
        told.add(() -> command.pending.caller().answered(id, response));
        command.also.forEach(pending -> told.add(() -> pending.caller().answered(id, response)));
    }

    private Behavior<Message> tick() {
        ticking = false;
        Instant now = environment.clock.now();
        long nanos = environment.clock.nanoTime();
        List<Runnable> told = new ArrayList<>();
        for (Map.Entry<CommandId, Presented> each : List.copyOf(presented.entrySet())) {
            Presented command = each.getValue();
            if (nanos - command.pending.giveUpAt() >= 0) {
                presented.remove(each.getKey());
                close(each.getKey(), false);
                tell(each.getKey(), command, new Response.Unknown("no answer before its deadline"), told);
                continue;
            }
            command.also.removeIf(pending -> tooLate(each.getKey(), pending, nanos, told));
            if (nanos - command.sentAt
                    >= environment.settings.client().resendEvery().toNanos()) {
                present(each.getKey(), command);
            }
        }
        for (Lane lane : List.copyOf(watched)) {
            lane.forget(now);
            lane.waiting().removeIf(pending -> overdue(pending, nanos, told));
            presentWaiting(lane);
        }
        watched.removeIf(Lane::isQuiet);
        run(told);
        keepTicking();
        return this;
    }

    private static boolean tooLate(CommandId id, Pending pending, long now, List<Runnable> told) {
        boolean late = now - pending.giveUpAt() >= 0;
        if (late) {
            told.add(() -> pending.caller().answered(id, new Response.Unknown("no answer before its deadline")));
        }
        return late;
    }

    private static boolean overdue(Pending pending, long now, List<Runnable> told) {
        if (now - pending.giveUpAt() < 0) {
            return false;
        }
        pending.permit().giveBack();
        told.add(() -> pending.caller()
                .notSent("too many commands to it were unanswered until its deadline (holdfast.runtime.dedup.window)"));
        return true;
    }

    private Behavior<Message> stopped() {
        List<Runnable> told = new ArrayList<>();
        presented.forEach((id, command) -> tell(id, command, new Response.Unknown("the actor system stops"), told));
        lanes.values()
                .forEach(lane -> lane.waiting()
                        .forEach(pending -> told.add(() -> pending.caller().notSent("the actor system stops"))));
        run(told);
        return this;
    }

    /** Callers' code must not hold up the client, nor one caller another. */
    private void run(List<Runnable> told) {
        told.forEach(environment.callers::execute);
    }

    private void keepTicking() {
        if (!ticking && !presented.isEmpty()) {
            ticking = true;
            getContext().scheduleOnce(TICK, getContext().getSelf(), new Tick());
        }
    }
}
