package dev.holdfast.testkit.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import scala.concurrent.BlockContext;
import scala.concurrent.BlockContext$;

/**
 * A world of its own: what can happen next waits in a list, one after the other is drawn from it and run to its end, and
 * when nothing is left, time goes to the next timer. All that is drawn comes from one seed, so the seed repeats the run.
 *
 * <p>One thread at a time holds the baton, and only that one may touch the world. It is the driver: it runs one step after
 * the other. A step that parks in the middle of a call gives the baton to another thread, which drives on, and keeps its
 * stack under it until it is drawn again. The thread that created the world drives while it waits for something.
 */
public final class World implements AutoCloseable {

    /** Before anything of a node. */
    public static final int NO_NODE = 0;

    private static final long FIRST_ID = 1L << 40;
    private static final int MOST_STEPS = 20_000_000;
    private static final Duration LONGEST_AWAIT = Duration.ofMinutes(10);

    private final Plan plan;
    private final long number;
    private final Seat body = Seat.ofCaller();
    private final long bodyId = Pinned.id(Thread.currentThread());
    private final SplittableRandom lots;
    private final SplittableRandom values;
    private final Choices choices;
    private final Trace trace = new Trace();
    private final Timers timers = new Timers();
    private final List<Step> ready = new ArrayList<>();
    private final List<Parked> parked = new ArrayList<>();
    private final Deque<Seat> idle = new ArrayDeque<>();
    private final List<Runnable> checks = new ArrayList<>();
    private final BitSet dead = new BitSet();
    private final Semaphore unwound = new Semaphore(0);
    private final Watch watch = new Watch(this);
    private volatile Seat holder = body;
    private volatile boolean closing;
    private volatile @Nullable Throwable failure;
    private volatile long steps;
    private Goal goal = Goal.REACHED;
    private long random;
    private long now;
    private long seats = FIRST_ID;
    private int nodes = NO_NODE;
    private int node = NO_NODE;

    /** Until when the driver runs. */
    private record Goal(BooleanSupplier reached, long limit) {
        static final Goal REACHED = new Goal(() -> true, 0);
    }

    /** A world; the thread that creates it has the baton. */
    public World(Plan plan) {
        this.plan = plan;
        SplittableRandom root = new SplittableRandom(plan.seed());
        choices = new Choices(plan, root);
        lots = root.split();
        values = root.split();
        number = Worlds.open(this);
        Worlds.enter(this);
        Pinned.id(body.thread(), FIRST_ID - 1);
        random = root.nextLong();
        Pinned.seed(random);
        Monitor.start();
    }

    /** What determines the run. */
    public Plan plan() {
        return plan;
    }

    /** Where the run has left the straight way so far. */
    public List<Deviation> deviations() {
        return choices.taken();
    }

    /** By which {@link Worlds} knows it. */
    public long number() {
        return number;
    }

    /** Virtual nanoseconds since it began. */
    public long nanos() {
        return now;
    }

    /** How many steps there were. */
    public long steps() {
        return steps;
    }

    /** What happened. */
    public Trace trace() {
        return trace;
    }

    /** Where values are drawn from, apart from steps and faults. */
    public SplittableRandom values() {
        return values;
    }

    /**
     * Whether a fault happens here.
     *
     * @return where to draw from what it needs, if it happens
     */
    public Optional<SplittableRandom> fault(String what, double probability) {
        checkBaton();
        return choices.fault(what, probability);
    }

    /** Is true after every step from now on; else the run fails with what this throws. */
    public void always(Runnable check) {
        checks.add(check);
    }

    /** Notes that something happened. */
    public void note(String who, String what) {
        trace.add(now, node, who, what);
    }

    /** Notes that something happened to a node. */
    public void note(int at, String who, String what) {
        trace.add(now, at, who, what);
    }

    // ---- what can happen

    /** A new node; what belongs to it can be ended at once. */
    public int newNode() {
        return ++nodes;
    }

    /** Ends all that belongs to a node, in whatever it is: nothing of it happens any more. */
    public void kill(int which) {
        checkBaton();
        dead.set(which);
        ready.removeIf(step -> step.node() == which);
        note(which, "world", "killed");
    }

    /** Whether a node was killed. */
    public boolean isDead(int which) {
        return dead.get(which);
    }

    /**
     * A task can happen from now on.
     *
     * @param what says in the trace which one it is
     */
    public void add(int at, String what, Runnable task) {
        checkBaton();
        if (!closing && !dead.get(at)) {
            ready(Step.of(at, what, task));
        }
    }

    /** The same of a task of the node that runs. */
    void later(Runnable task) {
        add(node, "stage", task);
    }

    private void ready(Step step) {
        choices.add(step);
        ready.add(step);
    }

    /** What has happened after a time. */
    public interface Timer {
        /** True if that kept it from happening. */
        boolean cancel();
    }

    /** A task happens when so much time has passed. */
    public Timer after(Duration delay, int at, Runnable task) {
        checkBaton();
        long nanos = Math.max(0, delay.toNanos());
        return timers.add(now + nanos, lots.nextLong(), at, task)::cancel;
    }

    // ---- calls that stop in the middle

    /** Parks the call that runs for a time. */
    public void park(String what, Duration time) {
        Parked call = parkable(what);
        Timer timer = after(time, call.node(), () -> resume(call));
        park(call);
        timer.cancel();
    }

    /** Keeps whatever runs for a time: a call parks; the test itself drives the others on meanwhile. */
    public void stall(String what, Duration time) {
        if (holder == body) {
            note(what, "hangs");
            pass(time);
        } else {
            park(what, time);
        }
    }

    /** Parks the call that runs until somebody lets it go on. */
    public void park(Parked call) {
        checkBaton();
        if (closing) {
            throw Unwind.now();
        }
        parked.add(call);
        note(call.what(), "parked");
        int mine = node;
        Seat me = holder;
        pass(nextDriver(), me);
        enter(me);
        parked.remove(call);
        node = mine;
        if (closing) {
            throw Unwind.now();
        }
        note(call.what(), "goes on");
    }

    /** Parks the call that runs, to go on at any later step; or not, as is drawn. */
    public void mayPark(String what, double probability) {
        if (holder != body && fault("others first at " + what, probability).isPresent()) {
            Parked call = parkable(what);
            resume(call);
            park(call);
        }
    }

    /** The call that runs, to be parked. The thread that created the world cannot park: it waits. */
    public Parked parkable(String what) {
        checkBaton();
        if (holder == body) {
            throw new IllegalStateException(
                    "only code that runs in a step can be parked; the test itself waits with await");
        }
        return new Parked(holder, what, node);
    }

    /** Lets a parked call go on, at a later step. */
    public void resume(Parked call) {
        checkBaton();
        if (!closing && !dead.get(call.node()) && call.wake()) {
            ready(Step.of(call));
        }
    }

    // ---- driving

    /** Runs until that is so, or so much time has passed; tells whether it is so. */
    public boolean runUntil(BooleanSupplier reached, Duration most) {
        checkBaton();
        if (holder != body) {
            throw new IllegalStateException("the world is driven by the test; code in a step parks");
        }
        goal = new Goal(reached, Math.min(now + most.toNanos(), plan.longest().toNanos() + 1));
        int mine = node;
        pass(nextDriver(), body);
        enter(body);
        node = mine;
        rethrow();
        return reached.getAsBoolean();
    }

    /** Lets so much time pass, and all happen that happens in it. */
    public void pass(Duration time) {
        boolean[] over = new boolean[1];
        after(time, NO_NODE, () -> add(NO_NODE, "the time is over", () -> over[0] = true));
        runUntil(() -> over[0], time.plusNanos(1));
    }

    /** Does something as part of a node; where Pekko waits for a result, the world is driven. */
    public <T> T doing(int at, Supplier<T> work) {
        int before = node;
        node = at;
        try {
            return BlockContext$.MODULE$.withBlockContext(blocking(), work::get);
        } finally {
            node = before;
        }
    }

    BlockContext blocking() {
        return new Blocking(this);
    }

    /** Waits; the others go on meanwhile. */
    public void await(BooleanSupplier done) {
        if (holder == body) {
            if (!runUntil(done, LONGEST_AWAIT)) {
                throw new IllegalStateException(
                        "what is waited for did not come within " + LONGEST_AWAIT + " of virtual time");
            }
            return;
        }
        while (!done.getAsBoolean()) {
            park("await", Duration.ofMillis(1));
        }
    }

    /** The loop of whoever drives; a step that parks leaves this frame under it. */
    private void drive(Seat me) {
        enter(me);
        while (!closing) {
            if (goalReached()) {
                idle.push(me);
                pass(body, me);
                if (closing) {
                    return;
                }
                enter(me);
            }
        }
    }

    /** Makes a step, or says that there is no reason to. */
    private boolean goalReached() {
        try {
            if (failure != null || goal.reached.getAsBoolean()) {
                return true;
            }
            return !step();
        } catch (Throwable e) {
            Unwind.rethrow(e);
            fail(e);
            return true;
        }
    }

    /** Makes one step; false when there is none before the limit. */
    private boolean step() {
        while (ready.isEmpty()) {
            Optional<Timers.Due> due = timers.next(goal.limit);
            if (due.isEmpty()) {
                checkEnd();
                return false;
            }
            now = Math.max(now, due.get().at());
            if (!dead.get(due.get().node())) {
                node = due.get().node();
                due.get().task().run();
            }
        }
        long next = steps + 1;
        steps = next; // written by the driver alone, read by the monitor
        if (next > MOST_STEPS) {
            throw new IllegalStateException("no end after " + MOST_STEPS + " steps: something goes round in a circle");
        }
        run(ready.remove(choices.next(ready, next)));
        checks.forEach(Runnable::run);
        return true;
    }

    private void checkEnd() {
        if (goal.limit > plan.longest().toNanos() && !timers.isEmpty()) {
            throw new AssertionError("no end within " + plan.longest() + " of virtual time");
        }
    }

    private void run(Step step) {
        Parked call = step.call();
        if (call != null) {
            goOn(call);
            return;
        }
        node = step.node();
        if (!step.what().isEmpty()) {
            note("task", step.what());
        }
        step.run();
        if (Thread.interrupted()) {
            note("task", "left an interrupt");
        }
    }

    /** The thread of a parked call drives on when its step is done; this one waits to be needed. */
    private void goOn(Parked call) {
        Seat me = holder;
        idle.push(me);
        pass(call.seat(), me);
        if (closing) {
            throw Unwind.now();
        }
        enter(me);
    }

    // ---- the baton

    private Seat nextDriver() {
        Seat free = idle.poll();
        if (free != null) {
            return free;
        }
        Seat[] taken = new Seat[1];
        taken[0] = Seat.take(new Seat.Job(this, () -> drive(taken[0])), seats++);
        return taken[0];
    }

    private void pass(Seat to, Seat me) {
        random = Pinned.seed();
        holder = to;
        to.grant();
        me.await();
    }

    private void enter(Seat me) {
        holder = me;
        Pinned.seed(random);
    }

    Seat holder() {
        return holder;
    }

    /** Nothing else may touch a world than what runs in it. */
    private void checkBaton() {
        if (holder.thread() != Thread.currentThread()) {
            Unsimulated foreign = new Unsimulated(
                    "thread " + Thread.currentThread().getName()
                            + " is not one of the simulation, but something is done on it; take threads from"
                            + " Host.threads()",
                    Thread.currentThread().getStackTrace());
            fail(foreign);
            throw foreign;
        }
    }

    Watch watch() {
        return watch;
    }

    /** The thread that has the baton does not come back: the test goes on without it, to fail. */
    void abandon() {
        if (holder != body) {
            holder = body;
            body.grant();
        }
    }

    void fail(Throwable thrown) {
        if (failure == null) {
            failure = thrown;
        }
    }

    private void rethrow() {
        Throwable thrown = failure;
        failure = null;
        if (thrown instanceof RuntimeException e) {
            throw e;
        } else if (thrown instanceof Error e) {
            throw e;
        } else if (thrown != null) {
            throw new IllegalStateException("the simulation failed", thrown);
        }
    }

    /** A thread of the pool has left this world. */
    void ended() {
        if (closing) {
            unwound.release();
        } else {
            holder = body;
            body.grant();
        }
    }

    /** Ends every parked call. */
    @Override
    public void close() {
        closing = true;
        for (Parked call : List.copyOf(parked)) {
            end(call.seat());
        }
        for (Seat seat = idle.poll(); seat != null; seat = idle.poll()) {
            end(seat);
        }
        holder = body;
        Pinned.id(body.thread(), bodyId);
        Worlds.leave();
        Worlds.close(number);
        ready.clear();
        timers.clear();
    }

    private void end(Seat seat) {
        holder = seat;
        seat.grant();
        unwound.acquireUninterruptibly();
    }
}
