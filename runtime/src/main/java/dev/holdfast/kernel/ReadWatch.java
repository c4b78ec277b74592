package dev.holdfast.kernel;

import java.util.function.LongFunction;
import org.apache.pekko.actor.Cancellable;

/** What a kernel waits for while it reads: one thing at most, which either comes or is too late. For one thread. */
final class ReadWatch {

    private long number;
    private boolean waiting;
    private Cancellable timer = Cancellable.alreadyCancelled();

    /**
     * A wait begins.
     *
     * @param timing sets a timer for the wait with this number
     * @return the number
     */
    long begins(LongFunction<Cancellable> timing) {
        waiting = true;
        timer = timing.apply(++number);
        return number;
    }

    /** Whether this ends the wait; what was not waited for any more does not count. */
    boolean ends(long which) {
        boolean ends = waiting && which == number;
        if (ends) {
            waiting = false;
            timer.cancel();
        }
        return ends;
    }
}
