package dev.holdfast.examples.flights;

import dev.holdfast.host.ThreadSource;
import java.io.IOException;

/** Ties a process to the one that started it. */
final class Parent {

    private static final int ORPHANED = 143;

    private Parent() {}

    /** Halts this process as soon as its stdin ends, which it does when the process that started it is gone. */
    static void watch() {
        ThreadSource.system().workers("parent-watch", 1).execute(() -> {
            try {
                while (System.in.read() >= 0) {
                    // nothing is said on stdin; it is only held open
                }
            } catch (IOException e) {
                // as good as an end
            }
            Runtime.getRuntime().halt(ORPHANED);
        });
    }
}
