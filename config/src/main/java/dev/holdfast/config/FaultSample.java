package dev.holdfast.config;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A fault that a rule is for, made up to see which rule of a list would take it. A rule of whose samples none comes to it can
 * never be reached: every fault it matches is matched by a rule before it, be it one or several together.
 */
record FaultSample(FaultKind kind, Set<String> causes, Recurrence recurrence) {

    /** One of each sort that the match tells apart. */
    static List<FaultSample> of(FaultMatch match) {
        Set<String> causes = match instanceof FaultMatch.ExceptionClass exception
                ? PlatformExceptions.classes(exception.fullyQualifiedName())
                : Set.of();
        return Stream.of(FaultKind.values())
                .flatMap(kind -> Stream.of(Recurrence.values()).map(how -> new FaultSample(kind, causes, how)))
                .filter(sample -> sample.isFor(match))
                .toList();
    }

    boolean isFor(FaultMatch match) {
        return match.matches(kind, causes, recurrence);
    }
}
