package dev.holdfast.testkit.kernel;

import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.kernel.KernelScenario.Note;
import dev.holdfast.testkit.kernel.KernelScenario.Read;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.Done;

/**
 * An operator takes notes back out of a book, while the machine ends in whatever way; what is taken back stays so. The failure
 * names the rule that was broken.
 */
final class VoidScenario implements Scenario {

    private static final String SETTINGS = "holdfast.segments.default.checkpoint.every = 3";
    private static final int MOST_NOTES = 8;
    private static final int MOST_STEPS = 150;
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Mandate MANDATE = new Mandate("operator", "these notes are wrong");

    @Override
    public void run(Simulation simulation) {
        new Story(simulation).tell();
    }

    /** One run. */
    private static final class Story {

        private final Simulation simulation;
        private final Node node;
        private final List<Integer> expected = new ArrayList<>();
        private int notes;

        Story(Simulation simulation) {
            this.simulation = simulation;
            this.node = simulation.node("a", SETTINGS, KernelScenario.COPY);
        }

        void tell() {
            write();
            int kept = simulation.random().nextInt(notes);
            RollbackPlan plan = simulation.await(
                    node.holdfast().operator().plan(new ComponentId("copy", "1"), Rollback.backTo(kept)));
            CompletableFuture<Done> applied = node.holdfast()
                    .operator()
                    .apply(plan, plan.token(), MANDATE)
                    .toCompletableFuture();
            if (simulation.chance("the power is lost as notes are taken back", 0.5)) {
                simulation.steps(simulation.random().nextInt(MOST_STEPS));
                losePower();
            } else {
                simulation.eventually("the notes are taken back", LONG, applied::isDone);
            }
            settle(applied.isDone() && !applied.isCompletedExceptionally(), kept);
            write();
            if (simulation.chance("the power is lost", 0.5)) {
                losePower();
            }
            check(read());
        }

        /** What was done stays done; what may have been done is done as a whole, or not at all. */
        private void settle(boolean done, int kept) {
            List<Integer> found = read();
            List<Integer> left = expected.subList(0, kept);
            if (done || !found.equals(expected)) {
                left = new ArrayList<>(left);
                expected.clear();
                expected.addAll(left);
            }
            check(found);
        }

        private void write() {
            int count = simulation.random().nextInt(1, MOST_NOTES);
            for (int i = 0; i < count; i++) {
                Note note = new Note(notes++);
                expected.add(note.note());
                simulation.await(node.component(KernelScenario.COPY, "1").ask(note, LONG));
            }
        }

        private void losePower() {
            node.losePower();
            node.start();
        }

        private List<Integer> read() {
            return simulation
                    .await(node.component(KernelScenario.COPY, "1").ask(new Read(), LONG))
                    .notes();
        }

        private void check(List<Integer> found) {
            if (!found.equals(expected)) {
                throw new AssertionError(
                        "K9, K10, R3: the book is " + found + ", but what was not taken back is " + expected);
            }
        }
    }
}
