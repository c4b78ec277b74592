package dev.holdfast.runtime;

import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.Presentation;
import dev.holdfast.kernel.Response;
import dev.holdfast.kernel.Way;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a client has under way with one target: the commands presented and not answered, and those that wait for room in
 * the window or for a shorter way. All of it happens in turn; safe for use by any thread.
 */
final class Exchange {

    private static final String LATE = "no answer before its deadline";
    private static final String ENDED = "the actor system has terminated";

    private final Client client;
    private final Client.Environment environment;
    private final String sender;
    private final String target;
    private final InTurn turn = new InTurn();
    private final Lane lane;
    private final Deque<Pending> waiting = new ArrayDeque<>();
    private final Map<CommandId, Presented> presented = new LinkedHashMap<>();

    /** A command that is presented, and who waits for its outcome. */
    private static final class Presented {
        private final Pending pending;
        private final List<Pending> also = new ArrayList<>(0);
        private long sentAt;
        private int copies;

        private Presented(Pending pending) {
            this.pending = pending;
        }

        /** True when it asks what became of an id. */
        private boolean isQuestion() {
            return pending.request() instanceof Presentation.Resolve;
        }

        /** What to tell the callers: a refusal is certain only if nothing else was sent under the id. */
        private Response tell(Response response) {
            if (response instanceof Response.Unavailable refused && (isQuestion() || copies > 1)) {
                String before = isQuestion() ? "it cannot be said now: " : "it was sent " + copies + " times: ";
                return new Response.Unknown(before + refused.reason());
            }
            return response;
        }
    }

    Exchange(Client client, Client.Environment environment, String sender, String target) {
        this.client = client;
        this.environment = environment;
        this.sender = sender;
        this.target = target;
        this.lane = new Lane(environment.settings().dedup().window());
    }

    /** A caller asks. */
    void ask(Pending pending) {
        inTurn(() -> {
            waiting.addLast(pending);
            presentWaiting();
        });
    }

    /** A caller wants to know what became of an id. */
    void resolve(CommandId id, Pending pending) {
        inTurn(() -> {
            Presented known = presented.get(id);
            if (known != null) {
                pending.permit().giveBack();
                known.also.add(pending);
            } else {
                add(id, new Presented(pending), environment.router().way(target));
            }
        });
    }

    /** The target answers. */
    void answered(List<Given> given) {
        inTurn(() -> {
            given.forEach(this::answer);
            presentWaiting();
            if (presented.isEmpty()) {
                client.becameIdle(this);
            }
        });
    }

    /** Time has passed. */
    void tick() {
        inTurn(() -> {
            Instant now = environment.clock().now();
            long nanos = environment.clock().nanoTime();
            List.copyOf(presented.keySet()).forEach(id -> look(id, nanos));
            lane.forget(now);
            waiting.removeIf(pending -> overdue(pending, nanos));
            presentWaiting();
            if (presented.isEmpty()) {
                client.becameIdle(this);
            }
        });
    }

    /** Nobody will answer any more. */
    void stop() {
        inTurn(() -> {
            Response unknown = new Response.Unknown(ENDED);
            presented.forEach((id, command) -> tell(id, command, unknown));
            presented.clear();
            waiting.forEach(pending -> {
                pending.permit().giveBack();
                client.tell(() -> pending.caller().notSent(ENDED));
            });
            waiting.clear();
        });
    }

    private void inTurn(Runnable step) {
        turn.run(step);
        client.tellInPlace();
    }

    private void presentWaiting() {
        while (!waiting.isEmpty() && lane.hasRoom()) {
            Way way = environment.router().way(target);
            if (!lane.mayTake(way)) {
                // the shorter way is taken as soon as those on the longer one are answered
                return;
            }
            add(new CommandId(sender, target, lane.take(way)), new Presented(waiting.removeFirst()), way);
        }
    }

    private void add(CommandId id, Presented fresh, Way way) {
        if (presented.isEmpty()) {
            client.becameBusy(this);
        }
        presented.put(id, fresh);
        fresh.copies += environment.router().present(presentation(id, fresh), way);
    }

    private Presentation presentation(CommandId id, Presented command) {
        command.sentAt = environment.clock().nanoTime();
        Pending pending = command.pending;
        return new Presentation(
                id, floor(id, command), pending.deadline(), pending.request(), pending.permit(), client.receiver());
    }

    /** A question about an id must not make the target forget anything, whoever's id it is. */
    private long floor(CommandId id, Presented command) {
        return command.isQuestion()
                ? Math.max(1, id.number() - environment.settings().dedup().window() + 1)
                : lane.floor();
    }

    private void answer(Given given) {
        Presented command = presented.remove(given.id());
        if (command != null) {
            Response response = command.tell(given.response());
            close(given.id(), !(response instanceof Response.Unknown));
            tell(given.id(), command, response);
        }
    }

    private void close(CommandId id, boolean certain) {
        if (!id.sender().equals(sender)) {
            return;
        }
        if (certain) {
            lane.answered(id.number());
        } else {
            lane.gaveUp(
                    id.number(),
                    environment
                            .clock()
                            .now()
                            .plus(environment.settings().dedup().keep()));
        }
    }

    private void tell(CommandId id, Presented command, Response response) {
        client.tell(() -> command.pending.caller().answered(id, response));
        command.also.forEach(pending -> client.tell(() -> pending.caller().answered(id, response)));
    }

    private void look(CommandId id, long now) {
        Presented command = presented.get(id);
        if (command == null) {
            return;
        }
        if (now - command.pending.giveUpAt() >= 0) {
            presented.remove(id);
            close(id, false);
            if (command.copies == 0) {
                command.pending.permit().giveBack(); // all were lost: nobody else will
            }
            tell(id, command, new Response.Unknown(LATE));
            return;
        }
        command.also.removeIf(pending -> tooLate(id, pending, now));
        if (now - command.sentAt
                >= environment.settings().client().resendEvery().toNanos()) {
            command.copies += environment.router().present(presentation(id, command));
        }
    }

    private boolean tooLate(CommandId id, Pending pending, long now) {
        boolean late = now - pending.giveUpAt() >= 0;
        if (late) {
            client.tell(() -> pending.caller().answered(id, new Response.Unknown(LATE)));
        }
        return late;
    }

    private boolean overdue(Pending pending, long now) {
        boolean late = now - pending.giveUpAt() >= 0;
        if (late) {
            pending.permit().giveBack();
            client.tell(
                    () -> pending.caller()
                            .notSent(
                                    "too many commands to it were unanswered until its deadline (holdfast.runtime.dedup.window)"));
        }
        return late;
    }
}
