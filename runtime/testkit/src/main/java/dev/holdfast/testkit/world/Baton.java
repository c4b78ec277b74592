package dev.holdfast.testkit.world;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;

/**
 * What exactly one thread of a world holds at a time, and which threads it goes between. The thread that has it drives the
 * world; one that parks in the middle of a call gives it to another, which drives on, and keeps its stack. What
 * {@code ThreadLocalRandom} draws from goes along with it.
 */
final class Baton {

    private static final long FIRST_ID = 1L << 40;
    private static final Duration LONGEST_END = Duration.ofSeconds(10);

    private final World world;
    private final Consumer<Seat> drive;
    private final Seat body = Seat.ofCaller();
    private final long bodyId = Pinned.id(Thread.currentThread());
    private final Deque<Seat> idle = new ArrayDeque<>();
    private volatile Seat holder = body;
    private volatile boolean closing;
    private long random;
    private long seats = FIRST_ID;

    /**
     * The thread that calls has it.
     *
     * @param random what {@code ThreadLocalRandom} draws from
     * @param drive what a thread does that got it and has nothing else to do
     */
    Baton(World world, long random, Consumer<Seat> drive) {
        this.world = world;
        this.random = random;
        this.drive = drive;
        Pinned.id(body.thread(), FIRST_ID - 1);
        Pinned.seed(random);
    }

    Seat holder() {
        return holder;
    }

    /** That of the thread that created the world. */
    Seat body() {
        return body;
    }

    /** Whether the thread has it that created the world. */
    boolean isWithTest() {
        return holder == body;
    }

    boolean isClosing() {
        return closing;
    }

    /** Nothing else may touch a world than what runs in it. */
    void check() {
        if (holder.thread() != Thread.currentThread()) {
            Unsimulated foreign = new Unsimulated(
                    "thread " + Thread.currentThread().getName()
                            + " is not one of the simulation, but something is done on it; code that is simulated must"
                            + " not have threads of its own",
                    Thread.currentThread().getStackTrace());
            world.fail(foreign);
            throw foreign;
        }
    }

    /** Gives it to a thread that has nothing else to do, and comes back with it; the interrupt of this thread stays its own. */
    void lend() {
        boolean interrupted = Thread.interrupted();
        Seat me = holder;
        pass(nextDriver(), me);
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Gives it to the thread of a parked call, and waits to be needed. */
    void lend(Parked call) {
        Seat me = holder;
        idle.push(me);
        pass(call.seat(), me);
    }

    /** There is no reason to drive on: gives it to the test, and waits to be needed. */
    void giveBack(Seat me) {
        idle.push(me);
        pass(body, me);
    }

    /** This thread has it now. */
    void enter(Seat me) {
        holder = me;
        Pinned.seed(random);
    }

    private Seat nextDriver() {
        Seat free = idle.poll();
        if (free != null) {
            return free;
        }
        Seat[] taken = new Seat[1];
        taken[0] = Seat.take(world, () -> drive.accept(taken[0]), seats++);
        return taken[0];
    }

    private void pass(Seat to, Seat me) {
        random = Pinned.seed();
        holder = to;
        to.grant();
        me.await();
        enter(me);
    }

    /** The thread that has it does not come back: the test goes on without it, to fail. False if that is the test's own. */
    boolean takeFromLost() {
        if (holder == body) {
            return false;
        }
        holder = body;
        body.grant();
        return true;
    }

    /** A thread of the pool has left the world. */
    void left() {
        if (!closing) {
            holder = body;
            body.grant();
        }
    }

    /** Ends every call that is parked there, and every thread that waits to be needed. For the thread of the test. */
    void close(List<Parked> parked) {
        closing = true;
        List<Seat> others = new ArrayList<>();
        parked.forEach(call -> others.add(call.seat()));
        others.addAll(idle);
        others.forEach(this::end);
        idle.clear();
        holder = body;
        Pinned.id(body.thread(), bodyId);
    }

    private void end(Seat seat) {
        holder = seat;
        if (!seat.end(LONGEST_END)) {
            world.fail(new Unsimulated(
                    "a parked call does not end with its world: code that catches every Throwable, as here, must let"
                            + " through what it does not know; its thread is given up",
                    seat.thread().getStackTrace()));
        }
    }
}
