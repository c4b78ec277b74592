package dev.holdfast.kernel;

import dev.holdfast.host.Host;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.UnforcedDisk;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Random operations, faults and recoveries against an oracle that uses no code of Holdfast. How many seeds and operations:
 * {@code -Dtest.model.seeds}, {@code -Dtest.model.operations}; one seed alone: {@code -Dtest.model.seed}.
 */
class RecoveryModelTest {

    private static final int SEEDS = Integer.getInteger("test.model.seeds", 10);
    private static final int OPERATIONS = Integer.getInteger("test.model.operations", 2_000);
    private static final long ONE = Long.getLong("test.model.seed", 0);

    @TempDir
    Path directory;

    @Test
    void states_and_answers_are_the_oracles_whatever_fails_K6_K7_K9_K10_R1_R3_R5() throws IOException {
        try (TestSystem system = TestSystem.on(directory, ModelRun.SETTINGS, Host.system(), new UnforcedDisk())) {
            for (long seed = ONE == 0 ? 1 : ONE; seed <= (ONE == 0 ? SEEDS : ONE); seed++) {
                try (ModelRun run = new ModelRun(system, directory, seed)) {
                    run.run(OPERATIONS);
                } catch (AssertionError e) {
                    throw new AssertionError(
                            "seed " + seed + " (-Dtest.model.seed=" + seed + "): " + e.getMessage(), e);
                }
            }
        }
    }
}
