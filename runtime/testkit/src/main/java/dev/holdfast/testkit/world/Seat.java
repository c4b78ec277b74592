package dev.holdfast.testkit.world;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import scala.concurrent.BlockContext$;
import scala.runtime.BoxedUnit;

/**
 * A thread that can hold a world's baton, and the gate it waits at while another holds it. Threads outlive worlds: there
 * is a pool of them.
 */
final class Seat implements Runnable {

    private static final ConcurrentLinkedDeque<Seat> FREE = new ConcurrentLinkedDeque<>();
    private static final AtomicInteger CREATED = new AtomicInteger();

    private final Thread thread;
    private volatile boolean granted;
    private volatile boolean waiting;
    private volatile @Nullable Job job;

    /** What a thread of the pool does for a world, and whether that is over. */
    private record Job(World world, Runnable work, CountDownLatch over) {}

    private Seat(@Nullable Thread of) {
        thread = of == null ? newThread() : of;
    }

    /** Does not inherit what its creator has in thread-locals. */
    private Thread newThread() {
        Thread created = new Thread(null, this, "holdfast-baton-" + CREATED.incrementAndGet(), 0, false);
        created.setDaemon(true);
        return created;
    }

    /** The seat of the thread that calls. */
    static Seat ofCaller() {
        return new Seat(Thread.currentThread());
    }

    /** A thread of the pool, which does that in a world when it is granted the baton. */
    static Seat take(World world, Runnable work, long id) {
        Seat free = FREE.poll();
        Seat seat = free == null ? new Seat(null) : free;
        seat.job = new Job(world, work, new CountDownLatch(1));
        Pinned.id(seat.thread, id);
        if (free == null) {
            seat.thread.start();
        }
        return seat;
    }

    Thread thread() {
        return thread;
    }

    /** Whether it waits for the baton, as far as another thread can see. */
    boolean isWaiting() {
        return waiting;
    }

    void grant() {
        granted = true;
        LockSupport.unpark(thread);
    }

    /** Waits for the baton. A real interrupt never moves it. */
    void await() {
        waiting = true;
        while (!granted) {
            LockSupport.park(this);
            Thread.interrupted();
        }
        granted = false;
        waiting = false;
    }

    /** Grants it the baton, to end what it does in its world; tells whether it ended in that time. */
    boolean end(Duration most) {
        Job last = job;
        grant();
        if (last == null) {
            return true;
        }
        boolean interrupted = false;
        boolean over = false;
        long begin = System.nanoTime();
        for (long left = most.toNanos(); left > 0 && !over; left = most.toNanos() - (System.nanoTime() - begin)) {
            try {
                over = last.over.await(left, TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return over;
    }

    @Override
    public void run() {
        while (true) {
            await();
            Job mine = job;
            if (mine != null) {
                work(mine);
            }
        }
    }

    private void work(Job mine) {
        World world = mine.world;
        Worlds.enter(world);
        try {
            BlockContext$.MODULE$.withBlockContext(world.blocking(), () -> {
                mine.work.run();
                return BoxedUnit.UNIT;
            });
        } catch (Throwable e) {
            if (!(e instanceof Unwind)) {
                world.fail(e);
            }
        } finally {
            Worlds.leave();
            Thread.interrupted();
            job = null;
            FREE.push(this);
            world.left();
            mine.over.countDown();
        }
    }
}
