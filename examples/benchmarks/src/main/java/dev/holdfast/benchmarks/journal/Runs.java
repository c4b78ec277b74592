package dev.holdfast.benchmarks.journal;

import com.sun.management.OperatingSystemMXBean;
import dev.holdfast.benchmarks.Medians;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.DoubleSupplier;

/**
 * The rounds of one comparison. In each everybody runs in turn, in an order drawn anew, so that nobody always runs
 * behind the same neighbour; and on a collected heap, so that nobody pays for what an in-memory journal keeps.
 */
final class Runs {

    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final String title;
    private final Map<String, List<Double>> rates = new LinkedHashMap<>();
    private final Map<String, List<Double>> cpuMicros = new LinkedHashMap<>();

    private Runs(String title) {
        this.title = title;
    }

    /** Lets everybody run, first some rounds to warm up. */
    static Runs of(String title, Map<String, DoubleSupplier> all, int warmUp, int rounds) {
        Runs runs = new Runs(title);
        List<String> order = new ArrayList<>(all.keySet());
        order.forEach(name -> runs.rates.put(name, new ArrayList<>()));
        order.forEach(name -> runs.cpuMicros.put(name, new ArrayList<>()));
        Random random = new Random(1);
        for (int round = -warmUp; round < rounds; round++) {
            Collections.shuffle(order, random);
            for (String name : order) {
                runs.run(name, all.getOrDefault(name, () -> 0), round >= 0);
            }
        }
        return runs;
    }

    private void run(String name, DoubleSupplier work, boolean counts) {
        System.gc();
        long begin = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        double rate = work.getAsDouble();
        double done = rate * (System.nanoTime() - begin) / 1e9;
        double micros = (SYSTEM.getProcessCpuTime() - cpu) / 1e3 / done;
        if (counts) {
            rates.getOrDefault(name, List.of()).add(rate);
            cpuMicros.getOrDefault(name, List.of()).add(micros);
        }
    }

    /** Prints medians, ranges, and how many times as fast the first of all is: the median of the rounds' ratios. */
    Map<String, Object> report() {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("what", title);
        String first = rates.keySet().iterator().next();
        System.out.printf("%-30s%12s  %-22s%12s  %s times as fast%n", title, "median/s", "range", "CPU µs each", first);
        rates.forEach((name, own) -> {
            double ratio = Medians.ratio(rates.getOrDefault(first, List.of()), own);
            double micros = Medians.of(cpuMicros.getOrDefault(name, List.of()));
            System.out.printf(
                    "  %-28s%,12.0f  %-22s%12.1f  %.2f%n", name, Medians.of(own), Medians.range(own), micros, ratio);
            result.put(name + "_per_s", Math.round(Medians.of(own)));
            result.put(name + "_cpu_micros", Math.round(10 * micros) / 10.0);
            if (!name.equals(first)) {
                result.put(first + "_to_" + name, Math.round(100 * ratio) / 100.0);
            }
        });
        System.out.println();
        return result;
    }
}
