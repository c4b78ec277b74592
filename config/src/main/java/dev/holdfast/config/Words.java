package dev.holdfast.config;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** What to say about a word that is not one of those allowed. */
final class Words {
    private static final JaroWinklerSimilarity SIMILARITY = new JaroWinklerSimilarity();

    /** Typing errors of keys as long as ours score above it, unrelated keys below. */
    private static final double ALIKE = 0.8;

    private Words() {}

    static String refused(String word, Collection<String> provided, Collection<String> planned) {
        String list = String.join(", ", provided);
        if (planned.contains(word)) {
            return "not provided yet; allowed are " + list;
        }
        return closest(word, provided)
                .map(close -> "did you mean " + close + "? allowed are " + list)
                .orElse("must be one of " + list);
    }

    private static Optional<String> closest(String word, Collection<String> provided) {
        return provided.stream()
                .filter(candidate -> similarity(word, candidate) >= ALIKE)
                .max(Comparator.comparingDouble(candidate -> similarity(word, candidate)));
    }

    private static double similarity(String word, String candidate) {
        return SIMILARITY.apply(word.toLowerCase(Locale.ROOT), candidate);
    }
}
