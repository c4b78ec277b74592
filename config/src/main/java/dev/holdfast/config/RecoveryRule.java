package dev.holdfast.config;

import com.typesafe.config.ConfigUtil;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One rule of a segment's recovery: for these faults, this ladder.
 *
 * @param on the faults
 * @param rungs the ladder, first rung first; at least one, and none after {@code quarantine-command} or {@code park}
 */
public record RecoveryRule(FaultMatch on, List<Rung> rungs) {
    private static final String ON =
            "must be a fault kind (" + String.join(", ", FaultKind.texts()) + "), a recurrence ("
                    + String.join(", ", Recurrence.texts()) + ") or the quoted full name of an exception class";
    private static final String NO_RUNG = "must hold at least one rung, e.g. [roll-back, park]";
    private static final String DO = "must be a list of rungs, e.g. [roll-back, park]";

    /** @throws IllegalArgumentException for an empty ladder, a rung never reached, or one senseless for that fault */
    public RecoveryRule {
        rungs = List.copyOf(rungs);
        if (rungs.isEmpty()) {
            throw SettingException.of("do", "[]", NO_RUNG);
        }
        List<Optional<Rung>> all = rungs.stream().map(Optional::of).toList();
        for (int i = 0; i < rungs.size(); i++) {
            Optional<String> objection = objection(Optional.of(on), all, i);
            if (objection.isPresent()) {
                throw SettingException.of("do[" + i + "]", rungs.get(i).text(), objection.get());
            }
        }
    }

    /** What is wrong with a rung at its place; faults and rungs that could not be read are empty. */
    private static Optional<String> objection(Optional<FaultMatch> on, List<Optional<Rung>> rungs, int i) {
        Optional<Rung> last = rungs.subList(0, i).stream()
                .flatMap(Optional::stream)
                .filter(Rung::isLast)
                .findFirst();
        if (last.isPresent()) {
            return Optional.of(
                    "can never be reached, must not follow " + last.get().name());
        }
        if (i > 0 && isRetry(rungs.get(i - 1)) && isRetry(rungs.get(i))) {
            return Optional.of("must not follow another retry: say it as one, e.g. retry 5");
        }
        return rungs.get(i)
                .flatMap(rung -> RungFit.objectionToAgain(rung)
                        .filter(again -> rungs.subList(0, i).contains(Optional.of(rung)))
                        .or(() -> on.flatMap(match -> RungFit.objection(match, rung))));
    }

    private static boolean isRetry(Optional<Rung> rung) {
        return rung.filter(Rung.Retry.class::isInstance).isPresent();
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

    static Optional<FaultMatch> on(Section section) {
        return section.parsed("on", ON, FaultMatch::parse);
    }

    static Optional<RecoveryRule> from(Section section, Optional<FaultMatch> on) {
        List<Optional<Rung>> rungs = section.list("do", DO, Rung::parse);
        section.requireElement("do", NO_RUNG);
        for (int i = 0; i < rungs.size(); i++) {
            Optional<String> objection = rungs.get(i).isEmpty() ? Optional.empty() : objection(on, rungs, i);
            if (objection.isPresent()) {
                section.refuse("do[" + i + "]", objection.get());
            }
        }
        return section.build(() -> new RecoveryRule(
                on.orElseThrow(), rungs.stream().map(Optional::orElseThrow).toList()));
    }

    /** On one line. */
    String hocon() {
        String match = on instanceof FaultMatch.ExceptionClass ? ConfigUtil.quoteString(on.text()) : on.text();
        return rungs.stream().map(Rung::text).collect(Collectors.joining(", ", "{ on = " + match + ", do = [", "] }"));
    }
}
