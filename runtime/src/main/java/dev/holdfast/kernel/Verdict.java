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
            long size = (long) OVERHEAD + reply.bytes().length;
            for (Encoded event : events) {
                size += (long) OVERHEAD + event.bytes().length;
            }
            for (Sending effect : effects) {
                size += (long) OVERHEAD
                        + effect.target().length()
                        + effect.command().bytes().length;
            }
            return size;
        }
    }

    /** An effect before it has a number. */
    record Sending(String target, Encoded command) {}

    /** The component refuses it. */
    record Rejected(String code) implements Verdict {}

    /** User code failed. */
    record Faulted(FaultKind kind, Throwable thrown, boolean stateIntact) implements Verdict {}
}
