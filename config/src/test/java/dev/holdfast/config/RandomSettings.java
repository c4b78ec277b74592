package dev.holdfast.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Settings drawn at random, often with a value at its least or most; counts how often either was reached. */
final class RandomSettings {
    private static final int KIB = 1024;
    private static final int MIB = 1024 * KIB;
    private static final long YEAR = Duration.ofDays(365).toNanos();
    private static final int EXTREMES = 6;
    private static final List<String> TEXTS = List.of(
            "a",
            "a b",
            "ä/ü",
            "$x{y}",
            "\"quoted\"",
            "back\\slash",
            "#no comment",
            "a.b.c",
            "off",
            "5",
            "{",
            "x\ty",
            "=");

    private final Random random;
    private final Map<String, Integer> reached = new HashMap<>();

    RandomSettings(long seed) {
        random = new Random(seed);
    }

    /** How often each limit was drawn, such as {@code readers least}. */
    Map<String, Integer> reached() {
        return reached;
    }

    HoldfastSettings draw() {
        boolean embedded = random.nextInt(4) > 0;
        int segment = 4 * KIB * integer("segment-size", 16, 1024 * 1024 / 4);
        int group = integer("group.max-bytes", 4 * KIB, Math.min(256 * MIB, segment / 4));
        return new HoldfastSettings(
                new PersistenceSettings(
                        embedded ? List.of(Path.of("/" + text())) : List.of(),
                        segment,
                        new GroupSettings(integer("group.max-records", 1, 65536), group),
                        integer("readers", 1, 64),
                        random.nextBoolean()
                                ? Optional.empty()
                                : Optional.of(number("max-size", 4L * segment, 1024L << 40))),
                new RuntimeSettings(
                        embedded ? HoldfastSettings.EMBEDDED_JOURNAL : text(),
                        plugin(),
                        plugin(),
                        client(),
                        new DedupSettings(integer("window", 1, 1 << 20), duration("keep", 1, YEAR)),
                        new KernelSettings(
                                new KernelSettings.Batch(
                                        integer("batch.max-commands", 1, 16384),
                                        integer("batch.max-bytes", KIB, group / 2)),
                                new KernelSettings.ReadBatch(
                                        integer("read-batch.max-entries", 1, 65536),
                                        integer("read-batch.max-bytes", KIB, 256 * MIB)),
                                duration("read-timeout", 1, YEAR),
                                duration("write-timeout", 1, YEAR),
                                integer("max-concurrent-recoveries", 1, 1024)),
                        new EffectSettings(integer("max-open", 1, 1 << 20), backoff("resend", YEAR, 0)),
                        new PoisonBrakeSettings(
                                integer("poison-brake.components", 1, 10_000),
                                duration("poison-brake.within", 1, YEAR)),
                        new LedgerSettings(integer("buffer", 1, 1 << 20), Path.of("ledger/" + text())),
                        random.nextInt(4) == 0 ? Optional.empty() : Optional.of(duration("halt-after", 1, YEAR))),
                segment(),
                faults(embedded));
    }

    private FaultSettings faults(boolean embedded) {
        boolean enabled = random.nextBoolean();
        List<InjectedFault> all = Stream.of(InjectedFault.values())
                .filter(fault -> enabled && fault.byRuntime() && random.nextInt(4) == 0)
                .filter(fault -> embedded || fault.operations().isEmpty())
                .toList();
        return new FaultSettings(enabled, all.stream().map(this::rule).toList());
    }

    private FaultRule rule(InjectedFault fault) {
        String place = fault.operations().isEmpty()
                ? "account|" + text()
                : fault.operations().get(random.nextInt(fault.operations().size()));
        return new FaultRule(
                fault,
                orOff(() -> place),
                integer("probability", 0, 1000) / 1000.0,
                orOff(() -> integer("most", 1, 1 << 20)),
                fault.takesTime() ? duration("lasts", 1, YEAR) : FaultRule.LASTS_BY_DEFAULT);
    }

    private SegmentSettings segment() {
        int restarts = integer("restarts", 1, 10_000);
        Duration within = duration("within", restarts + 1, YEAR);
        return new SegmentSettings(
                "default",
                integer("threads", 1, 1024),
                integer("max-in-flight", 1, 1 << 20),
                new IntensitySettings(restarts, within),
                backoff("backoff", (within.toNanos() - 1) / restarts, integer("jitter", 0, 1000) / 1000.0),
                new CheckpointSettings(
                        orOff(() -> integer("checkpoint.every", 1, 1_000_000_000)),
                        integer("checkpoint.keep", 1, 1000)),
                new RingSettings(orOff(() -> integer("ring.every", 1, 1_000_000)), integer("ring.keep", 1, 1024)),
                new DiagnosisSettings(
                        integer("intermittent-after", 2, 1000),
                        integer("permanent-after", 2, 1000),
                        duration("diagnosis.within", 1, YEAR)),
                recovery());
    }

    private ClientSettings client() {
        Duration timeout = duration("ask-timeout", 2, YEAR);
        return new ClientSettings(timeout, duration("resend-every", 1, timeout.toNanos() - 1));
    }

    private BackoffSettings backoff(String name, long longestMin, double jitter) {
        Duration min = duration(name + ".min", 1, longestMin);
        return new BackoffSettings(min, duration(name + ".max", min.toNanos(), YEAR), jitter);
    }

    private <T> Optional<T> orOff(Supplier<T> value) {
        return random.nextInt(4) == 0 ? Optional.empty() : Optional.of(value.get());
    }

    /** At most two recurrences, and before the kinds: all three together, or behind all kinds, leave a rule unreachable. */
    private List<RecoveryRule> recovery() {
        List<FaultMatch> matches = new ArrayList<>();
        IntStream.range(0, random.nextInt(3))
                .forEach(i -> matches.add(new FaultMatch.ExceptionClass("com.acme.Fäult$" + i)));
        List<Recurrence> recurrences = new ArrayList<>(List.of(Recurrence.values()));
        Collections.shuffle(recurrences, random);
        recurrences.subList(0, random.nextInt(3)).forEach(how -> matches.add(new FaultMatch.Recurring(how)));
        for (FaultKind kind : FaultKind.values()) {
            if (kind != FaultKind.CHECKPOINT && random.nextBoolean()) {
                matches.add(new FaultMatch.Kind(kind));
            }
        }
        return matches.stream().map(on -> new RecoveryRule(on, rungs(on))).toList();
    }

    private List<Rung> rungs(FaultMatch on) {
        Optional<FaultKind> kind = on instanceof FaultMatch.Kind fault ? Optional.of(fault.kind()) : Optional.empty();
        boolean command = kind.map(FaultKind::blamesCommand).orElse(true);
        boolean poisonEvent = kind.filter(FaultKind.POISON_EVENT::equals).isPresent();
        List<Rung> rungs = new ArrayList<>();
        IntStream.range(0, random.nextInt(3)).forEach(i -> {
            if (command) {
                rungs.add(new Rung.Retry(integer("retry", 1, 1000)));
            }
            rungs.add(new Rung.RollBack());
        });
        maybe(command, new Rung.RollForward(), rungs);
        maybe(command || poisonEvent, new Rung.Alternate(), rungs);
        maybe(poisonEvent, new Rung.VoidCommand(), rungs);
        if (rungs.isEmpty() || random.nextBoolean()) {
            rungs.add(command && random.nextBoolean() ? new Rung.QuarantineCommand() : new Rung.Park());
        }
        return rungs;
    }

    private void maybe(boolean fits, Rung rung, List<Rung> rungs) {
        if (fits && random.nextBoolean()) {
            rungs.add(rung);
        }
    }

    /** A plugin at the path "off" would be none. */
    private Optional<String> plugin() {
        return Optional.of(text()).filter(text -> !text.equals("off"));
    }

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private int integer(String name, int least, int most) {
        return Math.toIntExact(number(name, least, most));
    }

    private Duration duration(String name, long least, long most) {
        return Duration.ofNanos(number(name, least, most));
    }

    /** Half of the others have few digits, as those that people write. */
    private long number(String name, long least, long most) {
        int kind = random.nextInt(EXTREMES);
        if (kind < 2) {
            reached.merge(name + (kind == 0 ? " least" : " most"), 1, Integer::sum);
            return kind == 0 ? least : most;
        }
        long drawn = random.nextLong(least, most + 1);
        long rounded = drawn - drawn % (long) Math.pow(10, random.nextInt(18));
        return random.nextBoolean() ? drawn : Math.max(least, rounded);
    }
}
