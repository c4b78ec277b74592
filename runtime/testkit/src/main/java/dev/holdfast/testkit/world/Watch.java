package dev.holdfast.testkit.world;

import java.time.Duration;

/**
 * Whether the thread that holds a world's baton waits for something real, or does not get on: seen again and again at the
 * same step, over some time. For the monitor.
 */
final class Watch {

    private static final int OFTEN = 5;
    private static final Duration SURE = Duration.ofMillis(20);
    private static final Duration HOPELESS = Duration.ofSeconds(2);
    private static final Duration LONGEST_STEP = Duration.ofSeconds(60);

    private final World world;
    private long steps = -1;
    private long since;
    private long waitsSince;
    private int waited;
    private boolean told;

    Watch(World world) {
        this.world = world;
    }

    /** @param now real nanoseconds */
    void look(long now) {
        Seat holder = world.holder();
        if (holder.isWaiting() || world.steps() != steps) {
            steps = world.steps();
            since = now;
            waited = 0;
            told = false;
            return;
        }
        lookAtWaits(holder, now);
        if (!world.isTest(holder) && now - since > LONGEST_STEP.toNanos()) {
            world.fail(new Unsimulated(
                    "a step has not ended after " + LONGEST_STEP + " of real time: something goes round in a circle"
                            + " without giving others a turn; its stack is below",
                    holder.thread().getStackTrace()));
            world.lost();
        }
    }

    private void lookAtWaits(Seat holder, long now) {
        if (!waits(holder.thread())) {
            waited = 0;
            return;
        }
        waitsSince = waited == 0 ? now : waitsSince;
        waited++;
        if (waited >= OFTEN && now - waitsSince >= SURE.toNanos() && !told) {
            told = true;
            world.fail(new Unsimulated(
                    "thread " + holder.thread().getName() + " waits for something real ("
                            + holder.thread().getState()
                            + "), for which simulated time does not pass; its stack is below",
                    holder.thread().getStackTrace()));
        }
        if (told && now - waitsSince > HOPELESS.toNanos()) {
            world.lost();
        }
    }

    private static boolean waits(Thread thread) {
        return switch (thread.getState()) {
            case WAITING, TIMED_WAITING, BLOCKED -> true;
            case NEW, RUNNABLE, TERMINATED -> false;
        };
    }
}
