package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Outcome.Completed;
import java.util.List;
import java.util.Optional;

/**
 * A roll-forward: the events that bring a wrong state to a right one. They come after those of the command that made the
 * state wrong, when it is stored with them; both are one {@link Unit}.
 *
 * @param fault the id of the fault it mends
 * @param events the correction; at least one
 * @param outcome the command whose events are corrected, if they are not stored yet. It was executed: a command that
 *     came to anything else has no events to correct, and is answered by an entry of its own
 */
public record Corrected(String fault, List<Encoded> events, Optional<Outcome> outcome) implements Content {

    public Corrected {
        events = List.copyOf(events);
        if (fault.isEmpty() || events.isEmpty()) {
            throw new IllegalArgumentException("a Corrected entry needs a fault and an event, got fault '" + fault
                    + "', " + events.size() + " events");
        }
        if (outcome.isPresent() && !(outcome.get().result() instanceof Completed)) {
            throw new IllegalArgumentException("a Corrected entry corrects the events of "
                    + outcome.get().sender() + "#" + outcome.get().number() + ", which was not executed and has none");
        }
    }
}
