package dev.holdfast.config;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/**
 * A fault-containment region: section {@code holdfast.segments.NAME}. Its strategy is {@code one-for-one}, the only one
 * in this release.
 *
 * @param name in this release always {@code default}
 * @param threads that run the segment's user code, 1 to 1024; default 4
 * @param maxInFlight commands it holds before it refuses more, 1 to 1048576; default 4096
 * @param intensity how often one component may restart
 * @param backoff how long before a retry or restart
 * @param checkpoint the states that are stored, so that a recovery need not fold the whole journal
 * @param ring the states that are kept in memory, so that a roll-back need not read the journal
 * @param diagnosis when a fault is transient, intermittent, permanent
 * @param recovery the ladders; the first rule that matches wins
 */
public record SegmentSettings(
        String name,
        int threads,
        int maxInFlight,
        IntensitySettings intensity,
        BackoffSettings backoff,
        CheckpointSettings checkpoint,
        RingSettings ring,
        DiagnosisSettings diagnosis,
        List<RecoveryRule> recovery) {
    static final Limit<Integer> THREADS = Limit.between(1, 1024);
    static final Limit<Integer> MAX_IN_FLIGHT = Limit.between(1, 1 << 20);
    private static final String STRATEGY = "one-for-one";
    private static final List<String> PLANNED_STRATEGIES = List.of("one-for-all", "rest-for-one");

    /** @throws IllegalArgumentException outside the limits, or for a rule or an intensity that can never be reached */
    public SegmentSettings {
        THREADS.check("threads", threads);
        MAX_IN_FLIGHT.check("max-in-flight", maxInFlight);
        recovery = List.copyOf(recovery);
        RecoveryRules.check(recovery);
        exceedable(intensity.restarts()).check(intensity.within(), backoff.min());
    }

    /**
     * The ladder for a fault: that of the first rule that matches; empty when none does. A fault that recurs and that no
     * rule is for as it is diagnosed now walks on where it was before: a permanent one as if intermittent, that as if
     * transient.
     *
     * @param causes the classes of what was thrown, see {@link RecoveryRule#causes}; empty when nothing was thrown
     */
    public List<Rung> rungsFor(FaultKind kind, Collection<String> causes, Recurrence recurrence) {
        return recurrence.andBefore().stream()
                .flatMap(how -> recovery.stream().filter(rule -> rule.on().matches(kind, causes, how)))
                .findFirst()
                .map(RecoveryRule::rungs)
                .orElse(List.of());
    }

    static Optional<SegmentSettings> from(Section section, String name) {
        section.keys().plan("components", "max-leaked-threads", "on-exhausted", "depends-on", "redundancy");
        int threads = section.get("threads", THREADS);
        int maxInFlight = section.get("max-in-flight", MAX_IN_FLIGHT);
        section.parsed("strategy", "must be " + STRATEGY, SegmentSettings::strategy);
        Optional<IntensitySettings> intensity = IntensitySettings.from(section.section("intensity"));
        Optional<BackoffSettings> backoff = BackoffSettings.from(section.section("backoff"));
        Optional<CheckpointSettings> checkpoint = CheckpointSettings.from(section.section("checkpoint"));
        Optional<RingSettings> ring = RingSettings.from(section.section("ring"));
        Optional<DiagnosisSettings> diagnosis = DiagnosisSettings.from(section.section("diagnosis"));
        section.peek("intensity.restarts", IntensitySettings.RESTARTS)
                .ifPresent(restarts -> section.relate(exceedable(restarts)));
        List<RecoveryRule> recovery = RecoveryRules.from(section);
        return section.build(() -> new SegmentSettings(
                name,
                threads,
                maxInFlight,
                intensity.orElseThrow(),
                backoff.orElseThrow(),
                checkpoint.orElseThrow(),
                ring.orElseThrow(),
                diagnosis.orElseThrow(),
                recovery));
    }

    /** Between two restarts lies at least the shortest delay: were the period no longer, nothing would ever exceed it. */
    private static Relation<Duration, Duration> exceedable(int restarts) {
        return new Relation<>(
                "intensity.within",
                IntensitySettings.WITHIN,
                "can never be exceeded, must be longer than intensity.restarts (" + restarts + ") times",
                "backoff.min",
                BackoffSettings.MIN,
                (within, min) -> within.compareTo(min.multipliedBy(restarts)) > 0);
    }

    void print(Printer out) {
        out.put("threads", THREADS, threads);
        out.put("max-in-flight", MAX_IN_FLIGHT, maxInFlight);
        out.put("strategy", STRATEGY);
        out.section("intensity", intensity::print);
        out.section("backoff", backoff::print);
        out.section("checkpoint", checkpoint::print);
        out.section("ring", ring::print);
        out.section("diagnosis", diagnosis::print);
        out.put("recovery", RecoveryRules.hocon(recovery));
    }

    private static String strategy(String text) {
        if (!text.equals(STRATEGY)) {
            throw new IllegalArgumentException(Words.refused(text, List.of(STRATEGY), PLANNED_STRATEGIES));
        }
        return text;
    }
}
