package dev.holdfast.testkit.world;

import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/** What is to happen at a time. At the same time it happens in an order that was drawn. */
final class Timers {

    private final PriorityQueue<Timer> timers = new PriorityQueue<>(
            Comparator.comparingLong(Timer::at).thenComparingLong(Timer::lot).thenComparingLong(Timer::number));
    private long added;

    private record Timer(long at, long lot, long number, int node, Runnable task, Ticket ticket) {}

    /** Cancels a timer. */
    static final class Ticket {
        private boolean over;

        /** True if that kept it from happening. */
        boolean cancel() {
            boolean inTime = !over;
            over = true;
            return inTime;
        }
    }

    /** The first one. */
    record Due(long at, int node, Runnable task) {}

    Ticket add(long at, long lot, int node, Runnable task) {
        Ticket ticket = new Ticket();
        timers.add(new Timer(at, lot, added++, node, task, ticket));
        return ticket;
    }

    /** Removes the first one that is due by then. */
    Optional<Due> next(long limit) {
        Timer first = timers.peek();
        while (first != null && first.ticket.over) {
            timers.poll();
            first = timers.peek();
        }
        if (first == null || first.at > limit) {
            return Optional.empty();
        }
        timers.poll();
        first.ticket.over = true;
        return Optional.of(new Due(first.at, first.node, first.task));
    }

    boolean isEmpty() {
        return timers.isEmpty();
    }

    void clear() {
        timers.clear();
    }
}
