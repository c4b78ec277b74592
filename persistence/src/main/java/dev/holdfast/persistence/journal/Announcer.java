package dev.holdfast.persistence.journal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import scala.concurrent.Batchable;
import scala.concurrent.Promise;
import scala.util.Try;

/**
 * Keeps promises to Pekko on the plugin's dispatcher. The log stores many writes with one force and then says so of one
 * after the other; if each promise were kept there and then, each would be a task for the dispatcher, and hold up the
 * log's thread, which has the next force to begin. Here the first calls a task, which keeps all that have come due
 * meanwhile; the callbacks they cause run behind it, without another. Safe for use by any thread.
 */
final class Announcer {

    private final Executor dispatcher;
    private final Queue<Runnable> due = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean called = new AtomicBoolean();
    private final Runnable announcement = new Announcement();

    /** Marked, so that a dispatcher of Pekko's appends callbacks to the batch that it begins. */
    private final class Announcement implements Runnable, Batchable {
        @Override
        public void run() {
            called.set(false); // first, so that what comes due from now on is called for again
            for (Runnable next = due.poll(); next != null; next = due.poll()) {
                next.run();
            }
        }
    }

    Announcer(Executor dispatcher) {
        this.dispatcher = dispatcher;
    }

    /** Keeps the promise soon, unless it has been kept. A dispatcher refuses only when its system has ended. */
    <T> void announce(Promise<T> promise, Try<T> result) {
        due.add(() -> promise.tryComplete(result));
        if (!called.getAndSet(true)) {
            dispatcher.execute(announcement);
        }
    }
}
