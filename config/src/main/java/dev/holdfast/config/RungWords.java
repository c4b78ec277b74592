package dev.holdfast.config;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The words of {@link Rung}. */
final class RungWords {
    static final Pattern SHAPE = Pattern.compile("(\\S+)(?:\\s+(.*))?");
    /** Rungs without a number. */
    static final Map<String, Supplier<Rung>> PLAIN = Map.of(
            "roll-back", Rung.RollBack::new,
            "roll-forward", Rung.RollForward::new,
            "alternate", Rung.Alternate::new,
            "void-command", Rung.VoidCommand::new,
            "quarantine-command", Rung.QuarantineCommand::new,
            "park", Rung.Park::new);

    static final List<String> PROVIDED =
            List.of("retry", "roll-back", "roll-forward", "alternate", "void-command", "quarantine-command", "park");
    static final List<String> PLANNED = List.of("restart", "one-for-all", "rest-for-one", "fail-over", "isolate");

    private RungWords() {}
}
