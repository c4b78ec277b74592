package dev.holdfast.examples.flights;

import dev.holdfast.host.Clock;
import java.io.PrintWriter;
import java.util.Locale;

/** Lines for people while the run goes on, on stderr. Not safe for use by several threads. */
final class Progress {

    private static final long EVERY_NANOS = 1_000_000_000L;

    private final PrintWriter err;
    private final Clock clock = Clock.system();
    private long last = clock.nanoTime() - EVERY_NANOS;

    Progress(PrintWriter err) {
        this.err = err;
    }

    void say(String format, Object... values) {
        err.println("flights: " + String.format(Locale.ROOT, format, values));
        err.flush();
    }

    /** Says how far the feed is, at most once a second. */
    void fed(long fed, long rows) {
        long now = clock.nanoTime();
        if (now - last >= EVERY_NANOS) {
            last = now;
            say("%,d of %,d rows fed (%d %%)", fed, rows, rows == 0 ? 100 : 100 * fed / rows);
        }
    }

    long nanoTime() {
        return clock.nanoTime();
    }
}
