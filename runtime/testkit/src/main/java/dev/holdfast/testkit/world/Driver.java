package dev.holdfast.testkit.world;

import java.util.List;
import java.util.function.BooleanSupplier;

/** Makes the steps of a world, one after the other, until what the test waits for is so. For who has the baton. */
final class Driver {

    private static final int MOST_STEPS = 2_000_000;

    private final World world;
    private final Agenda agenda;
    private final Verdict verdict;
    private volatile long steps;
    private Goal goal = Goal.REACHED;
    private Running running;

    /** Until when to drive. */
    private record Goal(BooleanSupplier reached, long limit) {
        static final Goal REACHED = new Goal(() -> true, 0);
    }

    /**
     * What happens now.
     *
     * @param node to which it belongs
     * @param owner what it is a step of
     */
    record Running(int node, Object owner) {}

    Driver(World world, Agenda agenda, Verdict verdict) {
        this.world = world;
        this.agenda = agenda;
        this.verdict = verdict;
        this.running = new Running(World.NO_NODE, world);
    }

    /** How many there were; for any thread. */
    long steps() {
        return steps;
    }

    Running running() {
        return running;
    }

    /** That happens again now. */
    void goOn(Running before) {
        running = before;
    }

    /** From now on it drives until that is so, or nothing is left until then. */
    void aim(BooleanSupplier reached, long limit) {
        goal = new Goal(reached, limit);
    }

    /** The loop of whoever drives; a step that parks leaves this frame under it. */
    void drive(Seat me) {
        Baton baton = world.baton();
        baton.enter(me);
        while (!baton.isClosing()) {
            boolean reached = goalReached();
            if (!baton.isClosing() && reached) {
                baton.giveBack(me);
            }
        }
    }

    /** Makes a step, or says that there is no reason to. */
    private boolean goalReached() {
        try {
            verdict.check();
            return verdict.failure().isPresent() || goal.reached.getAsBoolean() || !step();
        } catch (Throwable e) {
            Unwind.rethrow(e);
            if (!world.baton().isClosing()) { // a call that ends with its world may end in any way
                verdict.fail(e);
            }
            return true;
        }
    }

    /** Makes one step; false when there is none before the limit. */
    private boolean step() throws Throwable {
        runTimers(agenda.due(goal.limit));
        while (!agenda.hasStep()) {
            List<Timers.Due> due = agenda.due(goal.limit);
            if (due.isEmpty()) {
                checkEnd();
                return false;
            }
            runTimers(due);
        }
        long next = steps + 1;
        steps = next; // written by the driver alone, read by the monitor
        if (next > MOST_STEPS) {
            throw new IllegalStateException("no end after " + MOST_STEPS + " steps: something goes round in a circle");
        }
        run(agenda.next(next));
        return true;
    }

    private void runTimers(List<Timers.Due> due) {
        for (Timers.Due each : due) {
            if (!agenda.isDead(each.node())) {
                running = new Running(each.node(), each);
                each.task().run();
            }
        }
    }

    private void checkEnd() {
        if (goal.limit > world.plan().longest().toNanos() && agenda.hasTimer()) {
            throw new AssertionError("no end within " + world.plan().longest() + " of virtual time");
        }
    }

    private void run(Step step) throws Throwable {
        Parked call = step.call();
        if (call != null) {
            // its thread drives on when its step is done; this one waits to be needed
            world.baton().lend(call);
            world.unwindIfClosing();
            return;
        }
        running = new Running(step.node(), step.owner());
        if (!step.what().isEmpty()) {
            world.note("task", step.what());
        }
        try {
            step.run();
        } catch (Throwable e) {
            if (!(e instanceof InterruptedException)) { // how a mailbox ends whose actor left its thread interrupted
                throw e;
            }
            world.note("task", "was interrupted");
        }
        if (Thread.interrupted()) {
            world.note("task", "left an interrupt");
        }
    }
}
