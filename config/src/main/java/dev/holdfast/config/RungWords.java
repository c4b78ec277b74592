package dev.holdfast.config;

import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** The words of {@link Rung}. */
final class RungWords {
    static final Pattern SHAPE = Pattern.compile("(\\S+)(?:\\s+(.*))?");
    static final Map<String, Supplier<Rung>> PLAIN = Map.of(
            "roll-back", Rung.RollBack::new,
            "quarantine-command", Rung.QuarantineCommand::new,
            "park", Rung.Park::new);
    static final List<String> PROVIDED = List.of("retry", "roll-back", "quarantine-command", "park");
    static final List<String> PLANNED =
            List.of("roll-forward", "alternate", "restart", "one-for-all", "rest-for-one", "fail-over", "isolate");

    private RungWords() {}
}
