package dev.holdfast.testkit.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import scala.concurrent.BlockContext;
import scala.concurrent.BlockContext$;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * A world of its own: what can happen next waits in a list, one after the other is drawn from it and run to its end, and
 * when nothing is left, time goes to the next timer (and seldom before, see {@link Agenda}). All that is drawn comes from one seed, so the seed repeats the run.
 *
 * <p>One thread at a time holds the {@link Baton}, and only that one may touch the world. It is the driver: it runs one step
 * after the other. A step that parks in the middle of a call gives the baton to another thread, which drives on, and keeps
 * its stack under it until it is drawn again. The thread that created the world drives while it waits for something.
 */
public final class World implements AutoCloseable {

    /** Before anything of a node. */
    public static final int NO_NODE = 0;

    /** How long anything is waited for, in virtual time. */
    public static final Duration LONGEST_AWAIT = Duration.ofMinutes(10);

    private final Plan plan;
    private final BiConsumer<World, Throwable> testIsLost;
    private final long number;
    private final SplittableRandom values;
    private final Choices choices;
    private final Agenda agenda;
    private final Baton baton;
    private final Verdict verdict = new Verdict();
    private final Trace trace = new Trace();
    private final List<Parked> parked = new ArrayList<>();
    private final Watch watch = new Watch(this);
    private final Driver driver;
    private int nodes = NO_NODE;

    /** What has happened after a time. */
    public interface Timer {
        /** True if that kept it from happening. */
        boolean cancel();
    }

    /** A world; the thread that creates it has the baton. */
    public World(Plan plan) {
        this(plan, (world, why) -> {});
    }

    /** @param testIsLost told, on another thread, when the thread that creates it waits for something real, for good */
    World(Plan plan, BiConsumer<World, Throwable> testIsLost) {
        this.plan = plan;
        this.testIsLost = testIsLost;
        SplittableRandom root = new SplittableRandom(plan.seed());
        choices = new Choices(plan, root);
        agenda = new Agenda(choices, root.split());
        values = root.split();
        driver = new Driver(this, agenda, verdict);
        baton = new Baton(this, root.nextLong(), driver::drive);
        number = Worlds.open(this);
        Worlds.enter(this);
        checkStages();
        Monitor.start();
    }

    /** Code that the JVM compiled before stages were routed into worlds may go on with a pool of its own. */
    private void checkStages() {
        boolean routed = Worlds.tryStages() == agenda.steps();
        agenda.clear();
        if (!routed) {
            close();
            throw new IllegalStateException(
                    "the JVM compiled CompletableFuture before a simulation began, and goes on with"
                            + " threads that are not simulated. Run tests by the JUnit platform's launcher, which lets the testkit"
                            + " be first, or those with simulations in a JVM of their own");
        }
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
        return agenda.now();
    }

    /** How many steps there were. */
    public long steps() {
        return driver.steps();
    }

    /** What happened. */
    public Trace trace() {
        return trace;
    }

    /** What went wrong first; for any thread. */
    public Optional<Throwable> failure() {
        return verdict.failure();
    }

    /** Where values are drawn from, apart from steps and faults. */
    public SplittableRandom values() {
        baton.check();
        return values;
    }

    /**
     * Whether a fault happens here.
     *
     * @return where to draw from what it needs, if it happens
     */
    public Optional<SplittableRandom> fault(String what, double probability) {
        baton.check();
        Optional<SplittableRandom> happens = choices.fault(what, probability);
        if (happens.isPresent()) {
            note("fault", what);
        }
        return happens;
    }

    /** Is true after every step from now on; else the run fails with what this throws. */
    public void always(Runnable check) {
        baton.check();
        verdict.always(check);
    }

    /** Fails the run if the calling thread is not the one that runs in it now. */
    public void checkThread() {
        baton.check();
    }

    /** Notes that something happened. */
    public void note(String who, String what) {
        note(driver.running().node(), who, what);
    }

    /** Notes that something happened to a node. */
    public void note(int at, String who, String what) {
        baton.check();
        trace.add(agenda.now(), at, who, what);
    }

    // ---- what can happen

    /** A new node; what belongs to it can be ended at once. */
    public int newNode() {
        baton.check();
        return ++nodes;
    }

    /** Ends all that belongs to a node, in whatever it is: nothing of it happens any more, nor the rest of its own step. */
    public void end(int which) {
        baton.check();
        agenda.end(which);
        note(which, "world", "ended");
        if (which == driver.running().node() && !baton.isWithTest()) {
            park(parkable("ended by itself"));
        }
    }

    /** Whether a node has ended. */
    public boolean isDead(int which) {
        return agenda.isDead(which);
    }

    /**
     * A task can happen from now on.
     *
     * @param what says in the trace which one it is
     */
    public void add(int at, String what, Runnable task) {
        add(at, what, task, task);
    }

    /**
     * The same of a task that is one of many of an actor, or of a group of threads.
     *
     * @param of that one, by identity: what is put before others, or behind them, as a whole
     */
    public void add(int at, String what, Object of, Runnable task) {
        baton.check();
        if (!baton.isClosing()) {
            agenda.add(Step.of(at, what, of, task));
        }
    }

    /** The same of a task of the node that runs. */
    void later(Runnable task) {
        add(driver.running().node(), "stage", task);
    }

    /** A task happens when so much time has passed. */
    public Timer after(Duration delay, int at, Runnable task) {
        baton.check();
        Timers.Ticket ticket = agenda.after(delay, at, task);
        return () -> {
            baton.check();
            return ticket.cancel();
        };
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
        if (baton.isWithTest()) {
            note(what, "hangs");
            pass(time);
        } else {
            park(what, time);
        }
    }

    /** Parks the call that runs until somebody lets it go on. */
    public void park(Parked call) {
        baton.check();
        unwindIfClosing();
        parked.add(call);
        note(call.what(), "parked");
        Driver.Running mine = driver.running();
        baton.lend();
        parked.remove(call);
        driver.goOn(mine);
        unwindIfClosing();
        note(call.what(), "goes on");
    }

    void unwindIfClosing() {
        if (baton.isClosing()) {
            throw Unwind.now();
        }
    }

    /** Parks the call that runs, to go on at any later step; or not, as is drawn. */
    public void mayPark(String what, double probability) {
        if (!baton.isWithTest() && fault("others first at " + what, probability).isPresent()) {
            Parked call = parkable(what);
            resume(call);
            park(call);
        }
    }

    /** The call that runs, to be parked. The thread that created the world cannot park: it waits. */
    public Parked parkable(String what) {
        baton.check();
        if (baton.isWithTest()) {
            throw new IllegalStateException(
                    "only code that runs in a step can be parked; the test itself waits with await");
        }
        return new Parked(baton.holder(), what, driver.running());
    }

    /** Lets a parked call go on, at a later step. */
    public void resume(Parked call) {
        baton.check();
        if (!baton.isClosing() && !agenda.isDead(call.node()) && call.wake()) {
            agenda.add(Step.of(call));
        }
    }

    // ---- driving

    /** Runs until that is so, or so much time has passed; tells whether it is so. */
    public boolean runUntil(BooleanSupplier reached, Duration most) {
        long end = end(most);
        boolean isReached = drive(reached, end);
        if (!isReached) {
            agenda.passUntil(end);
        }
        return isReached;
    }

    /** Makes so many steps, or fewer when there is nothing to do for ten minutes of virtual time. */
    public void steps(long count) {
        long last = driver.steps() + count;
        drive(() -> driver.steps() >= last, end(LONGEST_AWAIT));
    }

    private long end(Duration most) {
        return Math.min(agenda.now() + most.toNanos(), plan.longest().toNanos() + 1);
    }

    /** Runs until that is so, or there is nothing to do until then. */
    private boolean drive(BooleanSupplier reached, long end) {
        baton.check();
        if (!baton.isWithTest()) {
            throw new IllegalStateException("the world is driven by the test; code in a step parks");
        }
        driver.aim(reached, end);
        Driver.Running mine = driver.running();
        baton.lend();
        driver.goOn(mine);
        verdict.rethrow();
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
        Driver.Running before = driver.running();
        driver.goOn(new Driver.Running(at, this));
        try {
            return BlockContext$.MODULE$.withBlockContext(blocking(), work::get);
        } finally {
            driver.goOn(before);
        }
    }

    BlockContext blocking() {
        return new Blocking(this);
    }

    /** Waits for it; the others go on meanwhile. */
    public void await(Future<?> future) {
        if (baton.isWithTest()) {
            if (!runUntil(future::isCompleted, LONGEST_AWAIT)) {
                throw new IllegalStateException(
                        "what is waited for did not come within " + LONGEST_AWAIT + " of virtual time");
            }
        } else if (!future.isCompleted()) {
            Parked call = parkable("await");
            future.onComplete(
                    done -> {
                        resume(call);
                        return done;
                    },
                    ExecutionContext.parasitic$.MODULE$);
            park(call);
        }
    }

    // ---- for the driver, the threads and the watch

    Baton baton() {
        return baton;
    }

    Seat holder() {
        return baton.holder();
    }

    Watch watch() {
        return watch;
    }

    boolean isTest(Seat seat) {
        return seat == baton.body();
    }

    /** The thread that has the baton does not come back. */
    void lost() {
        if (!baton.takeFromLost()) {
            Worlds.close(number);
            verdict.failure().ifPresent(why -> testIsLost.accept(this, why));
        }
    }

    void fail(Throwable thrown) {
        verdict.fail(thrown);
    }

    /** A thread of the pool has left this world. */
    void left() {
        baton.left();
    }

    /** Ends every parked call. */
    @Override
    public void close() {
        baton.close(List.copyOf(parked));
        Worlds.leave();
        Worlds.close(number);
        agenda.clear();
    }
}
