package dev.holdfast.testkit.world;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

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

    /** One that is due. */
    record Due(int node, Runnable task) {}

    Ticket add(long at, long lot, int node, Runnable task) {
        Ticket ticket = new Ticket();
        timers.add(new Timer(at, lot, added++, node, task, ticket));
        return ticket;
    }

    /** When the first one is due. */
    Optional<Long> first() {
        return Optional.ofNullable(peek()).map(Timer::at);
    }

    private @Nullable Timer peek() {
        Timer first = timers.peek();
        while (first != null && first.ticket.over) {
            timers.poll();
            first = timers.peek();
        }
        return first;
    }

    /** Removes those that are due at that time or before. */
    List<Due> take(long at) {
        List<Due> due = new ArrayList<>();
        for (Timer first = peek(); first != null && first.at <= at; first = peek()) {
            timers.poll();
            first.ticket.over = true;
            due.add(new Due(first.node, first.task));
        }
        return due;
    }

    void clear() {
        timers.clear();
    }
}
