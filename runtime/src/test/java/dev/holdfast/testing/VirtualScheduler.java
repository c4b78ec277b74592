package dev.holdfast.testing;

import com.typesafe.config.Config;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.event.LoggingAdapter;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's scheduler on time that passes only when a test says so. Pekko's own one sleeps at every step. */
public final class VirtualScheduler extends AbstractScheduler {

    private final PriorityQueue<Item> items = new PriorityQueue<>(Comparator.comparingLong(Item::due));
    private long nanos;

    /** With an interval of 0 it runs once. */
    private record Item(long due, long interval, Runnable task, ExecutionContext executor, AtomicBoolean over)
            implements Cancellable {

        @Override
        public boolean cancel() {
            return over.compareAndSet(false, true);
        }

        @Override
        public boolean isCancelled() {
            return over.get();
        }
    }

    /** Called by Pekko. */
    public VirtualScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {}

    void advance(Duration time) {
        due(time).forEach(item -> item.executor().execute(item.task()));
    }

    private synchronized List<Item> due(Duration time) {
        nanos += time.toNanos();
        List<Item> due = new ArrayList<>();
        while (!items.isEmpty() && items.peek().due() <= nanos) {
            Item item = items.remove();
            if (item.interval() > 0 && !item.isCancelled()) {
                items.add(new Item(
                        item.due() + item.interval(), item.interval(), item.task(), item.executor(), item.over()));
            }
            boolean runs = item.interval() > 0 ? !item.isCancelled() : item.cancel();
            if (runs) {
                due.add(item);
            }
        }
        return due;
    }

    private synchronized Cancellable add(
            FiniteDuration delay, long interval, Runnable task, ExecutionContext executor) {
        Item item = new Item(nanos + delay.toNanos(), interval, task, executor, new AtomicBoolean());
        items.add(item);
        return item;
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
        return add(delay, 0, task, executor);
    }

    @Override
    @SuppressWarnings("deprecation") // to be implemented all the same
    public Cancellable schedule(
            FiniteDuration initialDelay, FiniteDuration interval, Runnable task, ExecutionContext executor) {
        return add(initialDelay, interval.toNanos(), task, executor);
    }

    @Override
    public double maxFrequency() {
        return 1000;
    }
}
