package dev.holdfast.benchmarks;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/** What is made of the rounds of a benchmark: medians, since one disturbed round must not decide. */
public final class Medians {

    private Medians() {}

    /** The median; of an even number, the mean of the middle two. */
    public static double of(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }

    /** The median of the rounds' ratios: what is slow for a while is slow for both sides of a round. */
    public static double ratio(List<Double> of, List<Double> to) {
        return of(IntStream.range(0, of.size())
                .mapToObj(round -> of.get(round) / to.get(round))
                .toList());
    }

    /** How far the rounds lie apart, as text. */
    public static String range(List<Double> values) {
        return String.format("%,.0f – %,.0f", Collections.min(values), Collections.max(values));
    }
}
