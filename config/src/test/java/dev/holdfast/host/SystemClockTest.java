package dev.holdfast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class SystemClockTest {

    @Test
    void nano_time_never_goes_back() {
        Clock clock = Clock.system();
        long before = clock.nanoTime();
        for (int i = 0; i < 100_000; i++) {
            long now = clock.nanoTime();
            assertThat(now - before).isNotNegative();
            before = now;
        }
    }

    @Test
    void now_is_the_wall_clock_of_this_machine() {
        Instant before = Instant.now();
        Instant now = Clock.system().now();

        assertThat(now).isBetween(before, Instant.now());
    }

    @Test
    void a_task_runs_once_its_delay_has_passed_on_a_daemon_thread_that_outlives_what_tasks_throw() {
        Clock clock = Clock.system();
        long before = clock.nanoTime();
        CompletableFuture<Throwable> thrown = new CompletableFuture<>();
        CompletableFuture<Thread> thread = new CompletableFuture<>();

        clock.schedule(Duration.ZERO, () -> {
            Thread.currentThread().setUncaughtExceptionHandler((where, what) -> thrown.complete(what));
            throw new IllegalStateException("planned");
        });
        clock.schedule(Duration.ofMillis(20), () -> thread.complete(Thread.currentThread()));

        assertThat(thrown.orTimeout(20, TimeUnit.SECONDS).join()).hasMessage("planned");
        assertThat(thread.orTimeout(20, TimeUnit.SECONDS).join().isDaemon()).isTrue();
        assertThat(clock.nanoTime() - before)
                .isGreaterThanOrEqualTo(Duration.ofMillis(20).toNanos());
        thread.join().setUncaughtExceptionHandler(null);
    }
}
