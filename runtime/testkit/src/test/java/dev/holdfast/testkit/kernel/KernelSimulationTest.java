package dev.holdfast.testkit.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.testkit.Seeds;
import dev.holdfast.testkit.Simulate;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.journal.SimulatedDatabase.Keys;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** How much: {@code -Dsimulation.times}. */
class KernelSimulationTest {

    private static final int SEEDS_OF_TWO = 100 * Seeds.times();
    private static final int SEEDS_PER_BUG = 1_000;

    @TempDir
    Path directory;

    @Simulate(seeds = 200)
    void commands_and_effects_are_executed_once_however_the_machine_ends_K1_K5_K6_K7_K10_R6(Simulation simulation) {
        KernelScenario.endingAnywhere().run(simulation);
    }

    @Simulate(seeds = 200)
    void what_user_code_messages_writes_and_disk_do_wrong_is_survived_K1_K3_K5_K6_K7_K8_K10_R6(Simulation simulation) {
        KernelScenario.withFaults().run(simulation);
    }

    @Simulate(seeds = 100)
    void what_an_operator_takes_back_stays_taken_back_however_the_machine_ends_K9_K10_R3(Simulation simulation) {
        new VoidScenario().run(simulation);
    }

    @Simulate(seeds = 60)
    void a_database_that_refuses_rows_twice_keeps_out_what_comes_late_K3_K5_K8(Simulation simulation) {
        new DatabaseScenario(Keys.UNIQUE).run(simulation);
    }

    @Simulate(seeds = 60)
    void what_a_database_without_keys_replaced_or_lost_is_never_taken_for_right_K3_K8(Simulation simulation) {
        new DatabaseScenario(Keys.REPLACED).run(simulation);
    }

    @Test
    void two_JVMs_do_the_same_under_the_same_seeds_and_different_things_under_different_ones() throws Exception {
        long begin = System.nanoTime();
        List<String> first = Child.run(List.of(), Hashes.class, Integer.toString(SEEDS_OF_TWO)).stream()
                .filter(line -> line.startsWith("seed "))
                .toList();
        List<String> second = Child.run(List.of(), Hashes.class, Integer.toString(SEEDS_OF_TWO)).stream()
                .filter(line -> line.startsWith("seed "))
                .toList();

        assertThat(first).hasSize(SEEDS_OF_TWO).allMatch(line -> line.endsWith(" held"));
        assertThat(second).isEqualTo(first);
        Set<String> orders = new HashSet<>();
        first.forEach(line -> orders.add(line.split(" ", -1)[3]));
        System.out.printf(
                "two JVMs: %,d seeds in %,d different orders, twice the same, %,d runs/s%n",
                SEEDS_OF_TWO,
                orders.size(),
                2L * SEEDS_OF_TWO * TimeUnit.SECONDS.toNanos(1) / (System.nanoTime() - begin));
        assertThat(orders.size()).isGreaterThanOrEqualTo(SEEDS_OF_TWO * 99 / 100);
    }

    @ParameterizedTest
    @EnumSource
    void a_bug_that_is_planted_is_found_within_a_thousand_seeds_and_its_rule_named(PlantedBug bug) throws Exception {
        List<String> report = Child.run(
                List.of(compile(bug.plant(directory))),
                Search.class,
                Integer.toString(SEEDS_PER_BUG),
                bug.scenario().name(),
                bug.rule());

        assertThat(report).anyMatch(line -> line.startsWith(Search.FOUND));
        report.forEach(line -> System.out.println(bug + " " + line));
    }

    private Path compile(List<Path> sources) throws IOException {
        Path classes = Files.createDirectory(directory.resolve("classes"));
        List<String> arguments = new ArrayList<>(List.of(
                "-proc:none", "-nowarn", "-cp", System.getProperty("java.class.path"), "-d", classes.toString()));
        sources.forEach(source -> arguments.add(source.toString()));
        int status = ToolProvider.getSystemJavaCompiler().run(null, null, null, arguments.toArray(String[]::new));
        assertThat(status).as("the compiler's status").isZero();
        return classes;
    }
}
