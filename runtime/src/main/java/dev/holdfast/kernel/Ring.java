package dev.holdfast.kernel;

import dev.holdfast.config.RingSettings;
import dev.holdfast.persistence.entry.History;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/**
 * The newest states of a component in memory: from these a roll-back need not read far. The front keeps it, so that it
 * outlives incarnations. Only states that cannot change are kept (R2), each of an entry boundary; one is used only if its
 * history hash is the journal's and its invariants hold. Safe for use by any thread.
 */
final class Ring {

    private final RingSettings settings;
    private final Deque<Moment> moments = new ArrayDeque<>();

    /**
     * A state, and the history up to it.
     *
     * @param history not to be changed, only copied
     * @param state the component's state
     * @param checkpoint the revision of the checkpoint before it, 0 without
     */
    record Moment(History history, Capture<?> state, long checkpoint) {}

    /** An empty ring. */
    Ring(RingSettings settings) {
        this.settings = settings;
    }

    /** Whether a state at this entry is to be kept. */
    synchronized boolean wants(long sequence) {
        long last = moments.isEmpty() ? 0 : moments.getFirst().history().sequence();
        return settings.every().isPresent()
                && sequence - last >= settings.every().get();
    }

    /** Keeps a state; what stands at the same entry or above was of an incarnation that is gone. */
    synchronized void keep(Moment moment) {
        for (Iterator<Moment> each = moments.iterator(); each.hasNext(); ) {
            if (each.next().history().sequence() >= moment.history().sequence()) {
                each.remove();
            }
        }
        moments.addFirst(moment);
        if (moments.size() > settings.keep()) {
            moments.removeLast();
        }
    }

    /** Drops what stands below an entry: it cannot be trusted. */
    synchronized void dropBelow(long sequence) {
        moments.removeIf(moment -> moment.history().sequence() < sequence);
    }

    /** What is kept, newest first. */
    synchronized List<Moment> moments() {
        return List.copyOf(moments);
    }
}
