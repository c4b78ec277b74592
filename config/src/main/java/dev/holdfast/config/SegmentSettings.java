package dev.holdfast.config;

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
 * @param recovery the ladders; the first rule that matches wins
 */
public record SegmentSettings(
        String name,
        int threads,
        int maxInFlight,
        IntensitySettings intensity,
        BackoffSettings backoff,
        List<RecoveryRule> recovery) {
    static final Limit<Integer> THREADS = Limit.between(1, 1024);
    static final Limit<Integer> MAX_IN_FLIGHT = Limit.between(1, 1 << 20);
    private static final String STRATEGY = "one-for-one";
    private static final List<String> PLANNED_STRATEGIES = List.of("one-for-all", "rest-for-one");
    private static final String RECOVERY = "must be a list of rules, e.g. [{ on = crash, do = [roll-back, park] }]";

    /** @throws IllegalArgumentException outside the limits, or for a rule that can never be reached */
    public SegmentSettings {
        THREADS.check("threads", threads);
        MAX_IN_FLIGHT.check("max-in-flight", maxInFlight);
        recovery = List.copyOf(recovery);
        for (int i = 0; i < recovery.size(); i++) {
            refuseUnreachable(recovery, i);
        }
    }

    /** A rule is never reached after one for the same faults, nor one for an exception after one for all crashes. */
    private static void refuseUnreachable(List<RecoveryRule> recovery, int i) {
        FaultMatch on = recovery.get(i).on();
        for (int earlier = 0; earlier < i; earlier++) {
            FaultMatch before = recovery.get(earlier).on();
            if (before.equals(on)
                    || (on instanceof FaultMatch.ExceptionClass && before.matches(FaultKind.CRASH, List.of()))) {
                throw SettingException.of(
                        "recovery[" + i + "].on",
                        on.text(),
                        "can never be reached, must come before recovery[" + earlier + "] on " + before.text()
                                + " or be removed");
            }
        }
    }

    /**
     * The ladder for a fault: that of the first rule that matches; empty when none does.
     *
     * @param causes the classes of what was thrown, see {@link RecoveryRule#causes}; empty when nothing was thrown
     */
    public List<Rung> rungsFor(FaultKind kind, Collection<String> causes) {
        return recovery.stream()
                .filter(rule -> rule.on().matches(kind, causes))
                .findFirst()
                .map(RecoveryRule::rungs)
                .orElse(List.of());
    }

    static Optional<SegmentSettings> from(Section section, String name) {
        section.planned("components", "max-leaked-threads", "on-exhausted", "depends-on", "checkpoint", "redundancy");
        int threads = section.get("threads", THREADS);
        int maxInFlight = section.get("max-in-flight", MAX_IN_FLIGHT);
        section.parsed("strategy", "must be " + STRATEGY, SegmentSettings::strategy);
        Optional<IntensitySettings> intensity = IntensitySettings.from(section.section("intensity"));
        Optional<BackoffSettings> backoff = BackoffSettings.from(section.section("backoff"));
        List<Optional<RecoveryRule>> recovery = section.sections("recovery", RECOVERY).stream()
                .map(RecoveryRule::from)
                .toList();
        return section.build(() -> new SegmentSettings(
                name,
                threads,
                maxInFlight,
                intensity.orElseThrow(),
                backoff.orElseThrow(),
                recovery.stream().map(Optional::orElseThrow).toList()));
    }

    private static String strategy(String text) {
        if (!text.equals(STRATEGY)) {
            throw new IllegalArgumentException(Words.refused(text, List.of(STRATEGY), PLANNED_STRATEGIES));
        }
        return text;
    }
}
