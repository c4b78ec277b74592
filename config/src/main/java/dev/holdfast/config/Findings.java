package dev.holdfast.config;

import com.typesafe.config.ConfigOrigin;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What comes to light while a configuration is read: each problem once, and what each key allows. For one thread.
 *
 * <p>With {@link Scope#VALUES} each value is judged alone: what is missing, or does not fit another value, may be right
 * in the whole, of which only a part is at hand.
 */
final class Findings {

    enum Scope {
        WHOLE,
        VALUES
    }

    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, String> allowed = new LinkedHashMap<>();
    private Scope scope = Scope.WHOLE;

    Findings judging(Scope newScope) {
        scope = newScope;
        return this;
    }

    boolean judgesTheWhole() {
        return scope == Scope.WHOLE;
    }

    void add(Problem problem) {
        problems.add(problem);
    }

    void add(ConfigOrigin origin, String path, String wrong, String right) {
        add(Place.of(origin).problem(path, wrong, right));
    }

    void allows(String path, String right) {
        allowed.putIfAbsent(path, right);
    }

    /** Per path of a key, what may stand there. */
    Map<String, String> allowed() {
        return allowed;
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    /** @throws ConfigurationException if there is a problem */
    void throwIfAny() {
        if (!problems.isEmpty()) {
            throw new ConfigurationException(sorted());
        }
    }

    /** By place, as one goes through the files to mend them. */
    private List<Problem> sorted() {
        List<Problem> sorted = new ArrayList<>(problems);
        sorted.sort(Comparator.comparing(Problem::origin)
                .thenComparingInt(problem -> problem.line().orElse(0)));
        return sorted;
    }
}
