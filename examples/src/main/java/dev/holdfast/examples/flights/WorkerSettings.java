package dev.holdfast.examples.flights;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What a process of the run is told: {@code flights.conf}, overridden by the system properties that the driver gives it.
 *
 * @param config the whole configuration, for the actor system
 * @param data where the rows come from
 * @param rows how many there are
 * @param faults what is injected
 * @param seed chooses the rows it strikes
 */
record WorkerSettings(Config config, FlightData data, long rows, FaultCounts faults, long seed) {

    private static final int LARGEST_BATCH = 64;
    private static final long BATCHES_AT_LEAST = 256;

    static WorkerSettings load() {
        return of(ConfigFactory.load("flights"));
    }

    static WorkerSettings of(Config config) {
        Config flights = config.getConfig("flights");
        String data = flights.getString("data");
        long rows = flights.getLong("rows");
        return new WorkerSettings(
                config,
                new FlightData(data.isEmpty() ? Optional.empty() : Optional.of(Path.of(data))),
                rows,
                FaultCounts.parse(flights.getString("faults"), rows),
                flights.getLong("seed"));
    }

    FaultPlan plan() {
        return FaultPlan.of(seed, rows, faults);
    }

    /** Rows per batch: few when the data is small, so that a kill in its middle still finds work. */
    int batch() {
        return (int) Math.max(1, Math.min(LARGEST_BATCH, rows / BATCHES_AT_LEAST));
    }
}
