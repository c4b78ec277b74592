package dev.holdfast.testkit.world;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What happened, in order: as two hashes and the last lines. One hash is over everything; the other leaves times out, so
 * that two runs in which the same things happened in the same order have the same.
 */
public final class Trace {

    private static final int TAIL = 60;
    private static final long PRIME = 0x100000001b3L;

    private final Deque<Line> tail = new ArrayDeque<>();
    private long all = 0xcbf29ce484222325L;
    private long order = 0xcbf29ce484222325L;

    private record Line(long nanos, int node, String who, String what) {
        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%,15d ns  node %d  %s  %s", nanos, node, who, what);
        }
    }

    void add(long nanos, int node, String who, String what) {
        long event = 31L * (31L * who.hashCode() + what.hashCode()) + node;
        order = mix(order, event);
        all = mix(mix(all, event), nanos);
        if (tail.size() == TAIL) {
            tail.removeFirst();
        }
        tail.addLast(new Line(nanos, node, who, what));
    }

    private static long mix(long hash, long value) {
        long mixed = (hash ^ value) * PRIME;
        return mixed ^ mixed >>> 29;
    }

    /** Of everything, times included. */
    public long hash() {
        return all;
    }

    /** Of what happened and in which order. */
    public long orderHash() {
        return order;
    }

    /** The last lines, the newest last. */
    public List<String> tail() {
        return tail.stream().map(Line::toString).toList();
    }
}
