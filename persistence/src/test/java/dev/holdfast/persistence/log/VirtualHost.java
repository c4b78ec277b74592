package dev.holdfast.persistence.log;

import dev.holdfast.host.Clock;
import dev.holdfast.host.Host;
import dev.holdfast.host.Workers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.random.RandomGenerator;

/**
 * A host in which nothing moves but by the test's hand: time stands still, and tasks wait until one is stepped. Which
 * workers' turn it is, a random generator says. For one thread.
 */
final class VirtualHost implements Clock {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final RandomGenerator random;
    private final AtomicLong entropy = new AtomicLong();
    private final List<Deque<Runnable>> queues = new ArrayList<>();
    private final PriorityQueue<Timer> timers = new PriorityQueue<>(Comparator.comparingLong(Timer::due));
    private long nanos;
    private final Map<String, Integer> given = new HashMap<>();
    private String running = "";

    private record Timer(long due, Runnable task) {}

    VirtualHost(RandomGenerator random) {
        this.random = random;
    }

    Host host() {
        return new Host(this, this::workers, entropy::incrementAndGet);
    }

    private Workers workers(String name, int threads) {
        Deque<Runnable> queue = new ArrayDeque<>();
        queues.add(queue);
        return new Workers() {
            private boolean closed;

            @Override
            public void execute(Runnable task) {
                if (closed) {
                    throw new RejectedExecutionException(name + " is closed");
                }
                queue.addLast(() -> {
                    running = name;
                    task.run();
                });
                given.merge(name, 1, Integer::sum);
            }

            @Override
            public void close() {
                closed = true;
            }
        };
    }

    /** Whose task it is that runs, or ran last. */
    String running() {
        return running;
    }

    /** How many tasks workers of that name were given. */
    int tasks(String name) {
        return given.getOrDefault(name, 0);
    }

    /** How many timers run. */
    int timers() {
        return timers.size();
    }

    /** Runs one task of somebody's; false if nobody has any. */
    boolean step() {
        List<Deque<Runnable>> ready =
                queues.stream().filter(queue -> !queue.isEmpty()).toList();
        if (ready.isEmpty()) {
            return false;
        }
        ready.get(random.nextInt(ready.size())).removeFirst().run();
        return true;
    }

    /** Runs tasks until there are none. */
    void settle() {
        boolean moved = true;
        while (moved) {
            moved = step();
        }
    }

    /** Lets time pass, with everything that happens meanwhile. */
    void advance(Duration time) {
        long end = nanos + time.toNanos();
        settle();
        while (!timers.isEmpty() && timers.peek().due() <= end) {
            Timer timer = timers.remove();
            nanos = Math.max(nanos, timer.due());
            timer.task().run();
            settle();
        }
        nanos = Math.max(nanos, end);
    }

    /** Lets time pass while everything stands still, as in an operation that takes long. */
    void stall(Duration time) {
        nanos += time.toNanos();
    }

    @Override
    public Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public long nanoTime() {
        return nanos;
    }

    @Override
    public void schedule(Duration delay, Runnable task) {
        timers.add(new Timer(nanos + delay.toNanos(), task));
    }
}
