package dev.holdfast.examples.flights;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Which rows a fault strikes: the data is cut into as many stretches of equal length as there are faults of a kind, and
 * the seed picks a row in each (stratified sampling), so that exactly the wanted number occurs, spread over the whole
 * run. No row has two faults. The same seed and number of rows give the same plan in every process. Immutable.
 */
final class FaultPlan {

    private final Map<Fault, long[]> rows = new EnumMap<>(Fault.class);

    private FaultPlan() {}

    static FaultPlan of(long seed, long rows, FaultCounts counts) {
        FaultPlan plan = new FaultPlan();
        Set<Long> taken = new HashSet<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (Fault fault : Fault.values()) {
            SplittableRandom own = random.split();
            if (fault != Fault.KILL) {
                plan.rows.put(fault, pick(own, rows, counts.of(fault), taken));
            }
        }
        return plan;
    }

    private static long[] pick(SplittableRandom random, long rows, int count, Set<Long> taken) {
        long[] picked = new long[count];
        for (int i = 0; i < count; i++) {
            long from = rows * i / count;
            long to = rows * (i + 1) / count;
            long row = random.nextLong(from, to) + 1;
            while (!taken.add(row)) {
                row = row % rows + 1;
            }
            picked[i] = row;
        }
        Arrays.sort(picked);
        return picked;
    }

    /** The rows with a fault of this kind, in order. */
    long[] rows(Fault fault) {
        return rows.getOrDefault(fault, new long[0]).clone();
    }

    boolean strikes(Fault fault, long row) {
        long[] struck = rows.get(fault);
        return struck != null && Arrays.binarySearch(struck, row) >= 0;
    }
}
