package dev.holdfast.persistence.log;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What waits to be stored, in one queue per fault-containment segment, so that no segment's flood holds up another
 * (rule S3). Order within a queue is kept.
 *
 * <p>Groups are filled by deficit round robin, with bytes for cost. Queues that have something take turns. At its turn a
 * queue gets a quota, an eighth of a group; it gives requests away while the quota lasts, and keeps what is left of it for
 * its next turn if its next request is larger. Where a group ends, the next one goes on. So from the moment a queue gets
 * something until its turn each of the others gives away less than a quota <i>Q</i> and its largest request <i>M</i>: with
 * <i>n</i> queues less than (<i>n</i> − 1)(<i>Q</i> + <i>M</i>) bytes, which for up to eight queues of small requests is
 * less than one group. A queue that is alone gets all.
 *
 * <p>A quota limits how much of a group a queue takes, not how much waits in it: that is bounded by those who submit,
 * a kernel by having one write in flight.
 *
 * <p>Safe for use by any thread.
 *
 * @see <a href="https://doi.org/10.1109/90.502236">Shreedhar and Varghese, Efficient fair queuing using deficit round
 *     robin, IEEE/ACM Transactions on Networking 4 (1996)</a>
 */
final class FairQueues {

    private static final int QUOTAS = 8;

    private final int maxRecords;
    private final int maxBytes;
    private final int quota;
    private final Map<String, FairQueue> queues = new HashMap<>();
    private final Deque<FairQueue> turns = new ArrayDeque<>();
    private long records;
    private long bytes;
    private boolean closed;

    /** One queue; its first request is looked at but not taken unless it may go. */
    private static final class FairQueue {
        private final String name;
        private final Deque<Request<?>> requests = new ArrayDeque<>();
        private long left;
        private boolean atTurn;

        private FairQueue(String name) {
            this.name = name;
        }
    }

    /** A group as it fills up. */
    private final class Group {
        private final List<Request<?>> requests = new ArrayList<>();
        private long records;
        private long bytes;

        private boolean takes(Request<?> next) {
            return requests.isEmpty() || (records + next.records() <= maxRecords && bytes + next.bytes() <= maxBytes);
        }

        private void add(Request<?> next) {
            requests.add(next);
            records += next.records();
            bytes += next.bytes();
        }
    }

    /** For groups of so many records and bytes; a request that is larger makes a group alone. */
    FairQueues(int maxRecords, int maxBytes) {
        this.maxRecords = maxRecords;
        this.maxBytes = maxBytes;
        this.quota = Math.max(1, maxBytes / QUOTAS);
    }

    /** Adds a request, unless this is closed; says whether it did. */
    synchronized boolean add(String name, Request<?> request) {
        if (closed) {
            return false;
        }
        FairQueue queue = queues.get(name);
        if (queue == null) {
            queue = new FairQueue(name);
            queues.put(name, queue);
            turns.addLast(queue);
        }
        queue.requests.addLast(request);
        records += request.records();
        bytes += request.bytes();
        return true;
    }

    /** Takes nothing more; what is in here can still be taken. */
    synchronized void close() {
        closed = true;
    }

    synchronized boolean isClosed() {
        return closed;
    }

    synchronized boolean isEmpty() {
        return queues.isEmpty();
    }

    /** Whether as much waits as a group takes: who waits any longer gathers no more. */
    synchronized boolean isFull() {
        return records >= maxRecords || bytes >= maxBytes;
    }

    /** The next group; empty if nothing waits. */
    synchronized List<Request<?>> take() {
        Group group = new Group();
        while (!turns.isEmpty()) {
            FairQueue queue = turns.getFirst();
            beginTurn(queue);
            boolean full = give(queue, group);
            if (queue.requests.isEmpty()) {
                turns.removeFirst();
                queues.remove(queue.name);
            } else if (full) {
                break;
            } else {
                queue.atTurn = false;
                turns.addLast(turns.removeFirst());
            }
        }
        records -= group.records;
        bytes -= group.bytes;
        return group.requests;
    }

    private void beginTurn(FairQueue queue) {
        if (!queue.atTurn) {
            queue.atTurn = true;
            queue.left += quota;
        }
    }

    /** Moves requests into the group while the quota lasts; whether the group was full before that. */
    private static boolean give(FairQueue queue, Group group) {
        for (Request<?> next = queue.requests.peekFirst(); next != null; next = queue.requests.peekFirst()) {
            if (next.bytes() > queue.left) {
                return false;
            }
            if (!group.takes(next)) {
                return true;
            }
            group.add(next);
            queue.left -= next.bytes();
            queue.requests.removeFirst();
        }
        return false;
    }
}
