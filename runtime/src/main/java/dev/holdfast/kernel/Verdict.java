package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.persistence.entry.Encoded;
import java.util.List;

/** What one try of a command came to, already serialized (K2). */
sealed interface Verdict {

    /** What ids, times, names and lengths take besides, generously. */
    int OVERHEAD = 256;

    /** It is to be executed. */
    record Completed(List<Encoded> events, Encoded reply, List<Sending> effects) implements Verdict {

        /** At most how many bytes it takes in an entry. */
        long size() {
            long size = (long) OVERHEAD + reply.bytes().length + Verdict.size(events);
            for (Sending effect : effects) {
                size += (long) OVERHEAD
                        + effect.target().length()
                        + effect.command().bytes().length;
            }
            return size;
        }
    }

    /**
     * It is to be executed and, in the same entry, corrected: its events broke an invariant that holds after those of
     * the correction.
     *
     * @param outcome what it came to; the reply is from the corrected state
     * @param correction the events of the correction, which come after those of the outcome
     */
    record Corrected(Completed outcome, List<Encoded> correction) implements Verdict {

        /** At most how many bytes it takes in an entry. */
        long size() {
            return outcome.size() + Verdict.size(correction);
        }
    }

    /** An effect before it has a number. */
    record Sending(String target, Encoded command) {}

    /** The component refuses it. */
    record Rejected(String code) implements Verdict {}

    /** User code failed, or an invariant does not hold. */
    record Faulted(FaultKind kind, Throwable thrown, boolean stateIntact) implements Verdict {}

    /** At most how many bytes these take in an entry. */
    static long size(List<Encoded> events) {
        long size = 0;
        for (Encoded event : events) {
            size += (long) OVERHEAD + event.bytes().length;
        }
        return size;
    }
}
