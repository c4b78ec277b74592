package dev.holdfast.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.config.FaultRule;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.log.LogException;
import dev.holdfast.testkit.Counter.Add;
import dev.holdfast.testkit.node.Node;
import dev.holdfast.testkit.world.Deviation;
import dev.holdfast.testkit.world.Plan;
import dev.holdfast.testkit.world.Plan.Strategy;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What {@code holdfast.faults} names strikes, in a node as in any system. */
class InjectedFaultsTest {

    /** After these the disk may say that something is damaged, and is right. */
    private static final Set<InjectedFault> BROKEN_WORDS = EnumSet.of(
            InjectedFault.DISK_LOST,
            InjectedFault.DISK_LYING,
            InjectedFault.DISK_MISDIRECTED,
            InjectedFault.DISK_MISWRITTEN,
            InjectedFault.DISK_VANISHED);

    static List<InjectedFault> byRuntime() {
        return List.of(InjectedFault.values()).stream()
                .filter(InjectedFault::byRuntime)
                .toList();
    }

    static List<InjectedFault> survivable() {
        return byRuntime().stream()
                .filter(fault -> !BROKEN_WORDS.contains(fault))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("byRuntime")
    void each_fault_that_the_runtime_injects_strikes(InjectedFault fault) {
        Run run = run(simulation -> livesWith(fault, node(simulation), simulation));

        assertThat(run.failure()).isEmpty();
        assertThat(run.deviations())
                .filteredOn(Deviation.Fault.class::isInstance)
                .extracting(deviation -> ((Deviation.Fault) deviation).what())
                .anyMatch(what -> what.startsWith(fault.text() + " at "));
    }

    /** Not as the log is opened, but while commands come: what is forced or written then. */
    static List<Arguments> survivableAtWork() {
        return List.of(
                Arguments.of(InjectedFault.DISK_FAILED, "write"),
                Arguments.of(InjectedFault.DISK_FAILED, "force"),
                Arguments.of(InjectedFault.DISK_SHORT, "write"),
                Arguments.of(InjectedFault.DISK_TORN, "write"),
                Arguments.of(InjectedFault.DISK_FULL, "write"),
                Arguments.of(InjectedFault.DISK_FULL, "force"),
                Arguments.of(InjectedFault.DISK_SLOW, "write"),
                Arguments.of(InjectedFault.DISK_SLOW, "force"),
                Arguments.of(InjectedFault.DISK_FORGETFUL, "force"));
    }

    @ParameterizedTest
    @MethodSource("survivableAtWork")
    void what_was_answered_before_a_fault_at_work_and_during_it_is_there_after_it_K1_D2(
            InjectedFault fault, String operation) {
        for (long seed = 1; seed <= 30; seed++) {
            Run run = Run.of(Plan.of(seed, Strategy.RANDOM, Duration.ofHours(1)), simulation -> {
                Node node = node(simulation);
                FaultRule rule = FaultRule.of(fault, 0.3).at(operation);
                int answered = 0;
                try {
                    node.inject(fault.takesTime() ? rule.lasting(Duration.ofSeconds(2)) : rule)
                            .start();
                    for (int i = 0; i < 3; i++) {
                        answered += outcome(ask(node), simulation);
                    }
                    node.losePower();
                } catch (LogException | CheckpointException e) {
                    simulation.world().note("the node", "does not start");
                }
                node.inject().start();
                assertThat(simulation.await(ask(node))).isBetween(answered + 1, 4);
            });
            assertThat(run.failure()).as("seed %s", seed).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("survivable")
    void what_was_answered_before_it_and_during_it_is_there_after_it_K1(InjectedFault fault) {
        Run run = run(simulation -> {
            Node node = node(simulation);
            int answered = livesWith(fault, node, simulation);
            assertThat(simulation.await(ask(node))).isBetween(answered + 1, 4);
        });

        assertThat(run.failure()).isEmpty();
    }

    private record Read() implements Command<Integer> {}

    private static final Component<Integer, Counter.Added> READER = Component.<Integer, Counter.Added>named("reader")
            .startsAs(id -> 0)
            .decides(
                    Read.class,
                    (sum, read, context) -> Decision.<Counter.Added>of().reply(after -> after))
            .applies(Counter.Added.class, (sum, added) -> sum + added.amount())
            .build();

    @Test
    void where_no_event_is_applied_no_applying_throws() {
        Run run = run(simulation -> {
            Node node = simulation.node("a", List.of(FaultRule.of(InjectedFault.CRASH_IN_APPLY, 1)), READER);
            assertThat(simulation.await(node.component(READER, "1").ask(new Read())))
                    .isZero();
        });

        assertThat(run.failure()).isEmpty();
    }

    private static Run run(Scenario scenario) {
        return Run.of(Plan.of(1, Strategy.RANDOM, Duration.ofHours(1)), scenario);
    }

    private static Node node(Simulation simulation) {
        return new Node(simulation.world(), "a", ConfigFactory.empty(), List.of(Counter.COUNTER));
    }

    private static CompletionStage<Integer> ask(Node node) {
        return node.component(Counter.COUNTER, "1").ask(new Add(1), Duration.ofMinutes(1));
    }

    /** A life without it, one in which it strikes once, and the begin of one without it; how many answers there were. */
    private static int livesWith(InjectedFault fault, Node node, Simulation simulation) {
        node.start();
        simulation.await(ask(node));
        node.stop();
        int answered = 1;
        try {
            node.inject(FaultRule.of(fault, 1).atMost(1)).start();
            for (int i = 0; i < 2; i++) {
                answered += outcome(ask(node), simulation);
            }
            node.losePower();
        } catch (LogException | CheckpointException e) {
            simulation.world().note("the node", "does not start");
        }
        if (!BROKEN_WORDS.contains(fault)) {
            node.inject().start();
        }
        return answered;
    }

    /** 1 if it is answered. */
    private static int outcome(CompletionStage<Integer> asked, Simulation simulation) {
        boolean[] failed = new boolean[1];
        boolean[] done = new boolean[1];
        asked.whenCompleteAsync(
                (sum, error) -> {
                    failed[0] = error != null;
                    done[0] = true;
                },
                Runnable::run);
        simulation.eventually("an outcome", Duration.ofMinutes(2), () -> done[0]);
        return failed[0] ? 0 : 1;
    }
}
