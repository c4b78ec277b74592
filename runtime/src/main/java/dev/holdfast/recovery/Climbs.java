package dev.holdfast.recovery;

import dev.holdfast.config.Rung;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How far something has come on each of the ladders it was put on. A command may meet faults of several kinds, or one fault
 * whose diagnosis changes, and go from ladder to ladder and back; were each change a new beginning, two ladders could hand
 * it to each other for ever.
 *
 * @param reached per ladder, where it stands
 */
public record Climbs(Map<List<Rung>, Climb> reached) {

    /** On none yet. */
    public static final Climbs NONE = new Climbs(Map.of());

    /** A copy that nobody changes. */
    public Climbs {
        reached = Map.copyOf(reached);
    }

    /** Where it stands on that ladder. */
    public Climb on(List<Rung> ladder) {
        return reached.getOrDefault(ladder, Climb.START);
    }

    /** The same, but that it stands there on that ladder. */
    public Climbs with(List<Rung> ladder, Climb climb) {
        Map<List<Rung>, Climb> changed = new HashMap<>(reached);
        changed.put(List.copyOf(ladder), climb);
        return new Climbs(changed);
    }
}
