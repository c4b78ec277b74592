package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Outcome.Completed;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a void takes or leaves as a whole: the events of one outcome, with those of the correction stored in the same
 * entry, or a correction by itself.
 *
 * @param revisions the revisions of its events
 * @param events the events, in order
 * @param outcome the command that caused them; empty for a correction by itself
 */
public record Unit(Range revisions, List<Encoded> events, Optional<Outcome> outcome) {

    /**
     * The units of an entry, in order; none for an entry that holds no events.
     *
     * @param content what the entry says
     * @param revision the revision before the entry
     */
    public static List<Unit> of(Content content, long revision) {
        if (content instanceof Committed committed) {
            return of(committed, revision);
        }
        return content instanceof Corrected corrected ? List.of(of(corrected, revision)) : List.of();
    }

    private static List<Unit> of(Committed committed, long revision) {
        List<Unit> units = new ArrayList<>(committed.outcomes().size());
        long last = revision;
        for (Outcome outcome : committed.outcomes()) {
            if (outcome.result() instanceof Completed completed
                    && !completed.events().isEmpty()) {
                Range revisions = new Range(last + 1, last + completed.events().size());
                units.add(new Unit(revisions, completed.events(), Optional.of(outcome)));
                last = revisions.last();
            }
        }
        return units;
    }

    private static Unit of(Corrected corrected, long revision) {
        List<Encoded> events = new ArrayList<>();
        if (corrected.outcome().isPresent() && corrected.outcome().get().result() instanceof Completed completed) {
            events.addAll(completed.events());
        }
        events.addAll(corrected.events());
        return new Unit(new Range(revision + 1, revision + events.size()), events, corrected.outcome());
    }

    /** The effects that its command causes. */
    public List<Effect> effects() {
        return outcome.isPresent() && outcome.get().result() instanceof Completed completed
                ? completed.effects()
                : List.of();
    }
}
