package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
import dev.holdfast.testkit.world.World;
import java.io.Closeable;
import java.time.Duration;
import java.util.concurrent.ThreadFactory;
import org.apache.pekko.actor.AbstractScheduler;
import org.apache.pekko.actor.Cancellable;
import org.apache.pekko.actor.SchedulerException;
import org.apache.pekko.event.LoggingAdapter;
import org.jspecify.annotations.Nullable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.duration.FiniteDuration;

/** Pekko's scheduler on virtual time. */
public final class SimulatedScheduler extends AbstractScheduler implements Closeable {

    private final Place place;
    private boolean closed;

    /** Called by Pekko. */
    public SimulatedScheduler(Config config, LoggingAdapter log, ThreadFactory threads) {
        place = Place.of(config);
    }

    Place place() {
        return place;
    }

    private static final class Appointment implements Cancellable {

        private World.@Nullable Timer timer;
        private boolean cancelled;
        private boolean done;

        @Override
        public boolean cancel() {
            if (cancelled || done) {
                return false;
            }
            cancelled = true;
            if (timer != null) {
                timer.cancel();
            }
            return true;
        }

        @Override
        public boolean isCancelled() {
            return cancelled;
        }
    }

    @Override
    public Cancellable scheduleOnce(FiniteDuration delay, Runnable task, ExecutionContext executor) {
        checkOpen();
        Appointment appointment = new Appointment();
        appointment.timer = place.world().after(Duration.ofNanos(delay.toNanos()), place.node(), () -> {
            appointment.done = true;
            executor.execute(task);
        });
        return appointment;
    }

    @Override
    @SuppressWarnings("deprecation") // to be implemented all the same
    public Cancellable schedule(
            FiniteDuration initialDelay, FiniteDuration interval, Runnable task, ExecutionContext executor) {
        checkOpen();
        Appointment appointment = new Appointment();
        arm(appointment, initialDelay, interval, task, executor);
        return appointment;
    }

    private void arm(
            Appointment appointment,
            FiniteDuration delay,
            FiniteDuration interval,
            Runnable task,
            ExecutionContext executor) {
        appointment.timer = place.world().after(Duration.ofNanos(delay.toNanos()), place.node(), () -> {
            if (closed || appointment.cancelled) {
                return;
            }
            arm(appointment, interval, interval, task, executor);
            try {
                executor.execute(task);
            } catch (SchedulerException e) {
                appointment.cancel(); // how Pekko's repeated tasks say that they are over
            }
        });
    }

    private void checkOpen() {
        if (closed) {
            throw new IllegalStateException("cannot enqueue after timer shutdown");
        }
    }

    @Override
    public double maxFrequency() {
        return 1e9;
    }

    @Override
    public void close() {
        closed = true;
    }
}
