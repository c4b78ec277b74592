package dev.holdfast.testkit.world;

import java.util.concurrent.locks.LockSupport;

/**
 * Looks in real time whether whoever holds a baton waits for something real: a sleep, a lock, a blocking call. A run in
 * which that is seen fails with that stack.
 */
final class Monitor {

    private static final long EVERY_NANOS = 2_000_000;

    static {
        Thread monitor = new Thread(null, Monitor::run, "holdfast-simulation-monitor", 0, false);
        monitor.setDaemon(true);
        monitor.start();
    }

    private Monitor() {}

    /** Sees to it that it runs. */
    static void start() {}

    /** Whatever is wrong with one world, the others are watched on. */
    private static void look(World world) {
        try {
            world.watch().look(System.nanoTime());
        } catch (RuntimeException e) {
            world.fail(e);
        }
    }

    private static void run() {
        while (true) {
            LockSupport.parkNanos(EVERY_NANOS);
            for (World world : Worlds.all()) {
                look(world);
            }
        }
    }
}
