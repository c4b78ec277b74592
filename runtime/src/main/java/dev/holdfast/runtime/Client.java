package dev.holdfast.runtime;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.host.Clock;
import dev.holdfast.kernel.Answers;
import dev.holdfast.kernel.Router;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Duration;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * The one client through which all callers outside of components ask: it numbers commands, presents them, presents them
 * again under the same id until they are answered or past their deadline, and tells the callers. Bounded by the segment's
 * permits.
 *
 * <p>It has no thread: what is to do for a target is done by whoever asks or answers, in turn. Only callers are told on
 * their own executor, and deadlines need a timer. Safe for use by any thread.
 */
final class Client {

    /** How finely deadlines are kept. */
    private static final Duration TICK = Duration.ofMillis(50);

    private final Environment environment;
    private final String sender;
    private final Answers.Receiver receiver;
    private final Map<String, Exchange> exchanges = new ConcurrentHashMap<>();
    private final Set<Exchange> busy = ConcurrentHashMap.newKeySet();
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean ticking = new AtomicBoolean();
    private volatile boolean stopped;

    /**
     * What a client needs.
     *
     * @param callers where callers are told: their code may run there
     * @param timer runs a task after a while
     */
    record Environment(RuntimeSettings settings, Clock clock, Router router, Executor callers, Timer timer) {}

    /** Runs a task later, on a thread of its own choice; or never, when the system terminates. */
    interface Timer {
        void after(Duration delay, Runnable task);
    }

    /** A client that no sender was before. */
    Client(Environment environment, String sender) {
        this.environment = environment;
        this.sender = sender;
        this.receiver = environment.router().link().to(FaultRule.CALLER, this::answered);
    }

    /** A caller asks. */
    void ask(Pending pending) {
        with(pending, exchange -> exchange.ask(pending));
    }

    /** A caller wants to know what became of an id. */
    void resolve(CommandId id, Pending pending) {
        with(pending, exchange -> exchange.resolve(id, pending));
    }

    /** The system has terminated: tells everybody who still waits. */
    void stop() {
        stopped = true;
        exchanges.values().forEach(Exchange::stop);
    }

    private void with(Pending pending, Consumer<Exchange> action) {
        Exchange exchange =
                exchanges.computeIfAbsent(pending.target(), target -> new Exchange(this, environment, sender, target));
        action.accept(exchange);
        if (stopped) {
            exchange.stop();
        }
    }

    private void answered(Answers answers) {
        Exchange exchange = exchanges.get(answers.given().get(0).id().target());
        if (exchange != null) {
            exchange.answered(answers.given());
        }
    }

    Answers.Receiver receiver() {
        return receiver;
    }

    /** This exchange has unanswered commands: it is to be ticked until it says {@link #becameIdle}. */
    void becameBusy(Exchange exchange) {
        busy.add(exchange);
        keepTicking();
    }

    /** This exchange has no unanswered command. */
    void becameIdle(Exchange exchange) {
        busy.remove(exchange);
    }

    private void keepTicking() {
        if (!stopped && ticking.compareAndSet(false, true)) {
            environment.timer.after(TICK, this::tick);
        }
    }

    private void tick() {
        ticking.set(false);
        try {
            busy.forEach(Exchange::tick);
        } finally {
            if (!busy.isEmpty()) {
                keepTicking();
            }
        }
    }

    /**
     * Tells a caller, whose code must not hold up the component that answers, nor another caller. When the system has
     * terminated, or its executor takes nothing any more, that waits for {@link #tellInPlace}.
     */
    void tell(Runnable caller) {
        if (stopped || !isTaken(caller)) {
            untold.add(caller);
        }
    }

    private boolean isTaken(Runnable caller) {
        try {
            environment.callers.execute(caller);
            return true;
        } catch (RejectedExecutionException terminating) {
            return false;
        }
    }

    /** Tells those who could not be told otherwise, on this thread, which must be in nobody's turn. */
    void tellInPlace() {
        for (Runnable caller = untold.poll(); caller != null; caller = untold.poll()) {
            caller.run();
        }
    }
}
