package dev.holdfast.testkit.world;

/** Whether the thread that holds a world's baton waits for something real, seen again and again. For the monitor. */
final class Watch {

    private static final int SURE = 5;
    private static final int HOPELESS = 1_000;

    private final World world;
    private long steps;
    private int seen;

    Watch(World world) {
        this.world = world;
    }

    void look() {
        Seat holder = world.holder();
        if (holder.isWaiting() || !waits(holder.thread()) || world.steps() != steps) {
            steps = world.steps();
            seen = 0;
            return;
        }
        seen++;
        if (seen == SURE) {
            world.fail(new Unsimulated(
                    "thread " + holder.thread().getName() + " waits for something real ("
                            + holder.thread().getState()
                            + "), for which simulated time does not pass; its stack is below",
                    holder.thread().getStackTrace()));
        } else if (seen == HOPELESS) {
            world.abandon();
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }
}
