package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.List;

/**
 * Believes a damaged data record if its id is known and its number is the one that follows: damage that changed the id
 * would have had to make of it another that exists and has just come to the same number. A single changed byte never gets
 * here, {@link FrameMender} undoes it. Two damaged records in a frame are not believed.
 */
record KnownIds(Source known) implements Witness {

    /** What is known of an id before the frame. */
    @FunctionalInterface
    interface Source {
        Facts facts(IdKey key) throws IOException;
    }

    @Override
    public boolean vouchesFor(RecordEntry claimed, List<RecordEntry> before) throws IOException {
        if (claimed.kind() != RecordEntry.Kind.DATA || claimed.id().isEmpty()) {
            return false;
        }
        Facts facts = known.facts(IdKey.of(claimed.id()));
        for (RecordEntry entry : before) {
            if (!entry.sound()) {
                return false;
            }
            if (entry.id().equals(claimed.id())) {
                facts = facts.with(entry);
            }
        }
        return facts.highest() > 0 && claimed.sequence() == facts.highest() + 1;
    }
}
