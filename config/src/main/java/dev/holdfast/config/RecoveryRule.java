package dev.holdfast.config;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a segment's recovery: for these faults, this ladder.
 *
 * @param on the faults
 * @param rungs the ladder, first rung first; at least one, and none after {@code quarantine-command} or {@code park}
 */
public record RecoveryRule(FaultMatch on, List<Rung> rungs) {
    private static final String ON = "must be a fault kind (" + String.join(", ", FaultKind.texts())
            + ") or the quoted full name of an exception class";
    private static final String DO = "must be a list of rungs, e.g. [roll-back, park]";

    /** @throws IllegalArgumentException for an empty ladder, a rung never reached, or one senseless for that fault */
    public RecoveryRule {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw SettingException.of("do", "[]", "must hold at least one rung, e.g. [roll-back, park]");
        }
        for (int i = 0; i < rungs.size(); i++) {
            Optional<String> objection = objection(on, rungs, i);
            if (objection.isPresent()) {
                throw SettingException.of("do[" + i + "]", rungs.get(i).text(), objection.get());
            }
        }
    }

    private static Optional<String> objection(FaultMatch on, List<Rung> rungs, int i) {
        if (i > 0 && rungs.get(i - 1).isLast()) {
            return Optional.of(
                    "can never be reached, must not follow " + rungs.get(i - 1).name());
        }
        boolean needsCommand = rungs.get(i) instanceof Rung.Retry || rungs.get(i) instanceof Rung.QuarantineCommand;
        if (needsCommand && on instanceof FaultMatch.Kind fault && !fault.kind().blamesCommand()) {
            return Optional.of("must be roll-back or park on " + on.text()
                    + ": no command is to blame, there is none to retry or" + " quarantine");
        }
        return Optional.empty();
    }

    /**
     * The names that {@link FaultMatch.ExceptionClass} is compared with: the classes of {@code thrown} and of its
     * causes, each with its superclasses. Causes that form a circle are listed once.
     */
    public static Set<String> causes(Throwable thrown) {
        Set<String> names = new LinkedHashSet<>();
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable t = thrown; t != null && seen.add(t); t = t.getCause()) {
            for (@Nullable Class<?> c = t.getClass(); c != null && c != Object.class; c = c.getSuperclass()) {
                names.add(c.getName());
            }
        }
        return names;
    }

    static Optional<RecoveryRule> from(Section section) {
        Optional<FaultMatch> on = section.parsed("on", ON, FaultMatch::parse);
        List<Rung> rungs = section.list("do", DO, Rung::parse);
        return section.build(() -> new RecoveryRule(on.orElseThrow(), rungs));
    }
}
