package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefaultsTest {
    private static final int MIB = 1024 * 1024;

    @TempDir
    Path directory = Path.of("");

    @Test
    void the_defaults_are_those_documented() {
        HoldfastSettings settings = Written.in(directory, Written.MIRROR).settings();

        assertThat(settings)
                .isEqualTo(new HoldfastSettings(
                        new PersistenceSettings(
                                List.of(Path.of("/data/holdfast")),
                                64 * MIB,
                                new GroupSettings(2048, 4 * MIB),
                                2,
                                Optional.empty()),
                        new RuntimeSettings(
                                "holdfast.persistence.journal",
                                Optional.empty(),
                                Optional.empty(),
                                new ClientSettings(Duration.ofSeconds(10), Duration.ofSeconds(1)),
                                new DedupSettings(1024, Duration.ofMinutes(10)),
                                new KernelSettings(
                                        new KernelSettings.Batch(512, MIB),
                                        new KernelSettings.ReadBatch(512, MIB),
                                        Duration.ofSeconds(10),
                                        Duration.ofSeconds(30),
                                        16),
                                new EffectSettings(
                                        4096, new BackoffSettings(Duration.ofSeconds(1), Duration.ofSeconds(30), 0)),
                                new PoisonBrakeSettings(3, Duration.ofMinutes(10)),
                                new LedgerSettings(4096, Path.of("holdfast-ledger-emergency.jsonl")),
                                Optional.of(Duration.ofSeconds(30))),
                        new SegmentSettings(
                                "default",
                                4,
                                4096,
                                new IntensitySettings(5, Duration.ofMinutes(1)),
                                new BackoffSettings(Duration.ofMillis(200), Duration.ofSeconds(10), 0.2),
                                new CheckpointSettings(Optional.of(1000), 3),
                                new RingSettings(Optional.of(64), 4),
                                new DiagnosisSettings(2, 3, Duration.ofMinutes(10)),
                                List.of(
                                        rule(
                                                FaultKind.CRASH,
                                                new Rung.Retry(3),
                                                new Rung.RollBack(),
                                                new Rung.Alternate(),
                                                new Rung.RollForward(),
                                                new Rung.QuarantineCommand()),
                                        rule(
                                                FaultKind.POISON_COMMAND,
                                                new Rung.Alternate(),
                                                new Rung.QuarantineCommand()),
                                        rule(
                                                FaultKind.INVARIANT_VIOLATED,
                                                new Rung.RollForward(),
                                                new Rung.Alternate(),
                                                new Rung.QuarantineCommand()),
                                        rule(FaultKind.STATE_CORRUPTED, new Rung.RollBack(), new Rung.Park()),
                                        rule(FaultKind.POISON_EVENT, new Rung.Alternate(), new Rung.Park()),
                                        rule(FaultKind.STORAGE_WRITE, new Rung.RollBack(), new Rung.Park()),
                                        rule(FaultKind.STORAGE_READ, new Rung.RollBack(), new Rung.Park()),
                                        rule(FaultKind.STORAGE_CORRUPT, new Rung.Park()))),
                        FaultSettings.NONE));
    }

    private static RecoveryRule rule(FaultKind kind, Rung... rungs) {
        return new RecoveryRule(new FaultMatch.Kind(kind), List.of(rungs));
    }

    @Test
    void every_key_of_the_reference_has_a_comment_above_it() {
        ConfigObject reference = ConfigFactory.parseResources("reference.conf").root();

        assertThat(reference).isNotEmpty();
        assertCommented("", reference);
    }

    private static void assertCommented(String path, ConfigObject section) {
        section.forEach((key, value) -> {
            assertThat(value.origin().comments()).as(path + key).isNotEmpty();
            if (value instanceof ConfigObject inner) {
                assertCommented(path + key + ".", inner);
            }
        });
    }
}
