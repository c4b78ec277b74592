package dev.holdfast.testkit.lint;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Date;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeterminismTest {

    @SuppressWarnings({"unused", "JavaUtilDate", "JavaTimeDefaultTimeZone", "FutureReturnValueIgnored"})
    static final class Wrong {
        private static int next;
        private static final AtomicInteger COUNTER = new AtomicInteger();

        Object nanos() {
            return System.nanoTime();
        }

        Object instant() {
            return Instant.now();
        }

        Object today() {
            return LocalDate.now();
        }

        Object date() {
            return new Date();
        }

        Object clock() {
            return Clock.systemUTC();
        }

        void sleep() throws InterruptedException {
            Thread.sleep(1);
        }

        Object thread() {
            return new Thread(() -> {});
        }

        Object pool() {
            return Executors.newCachedThreadPool();
        }

        CompletableFuture<Integer> stage(CompletableFuture<String> stage) {
            return stage.thenApplyAsync(String::length);
        }

        Object uuid() {
            return UUID.randomUUID();
        }

        Object random() {
            return new Random();
        }
    }

    @SuppressWarnings("unused")
    static final class Right {
        private static final int MOST = 3;
        private final AtomicInteger counter = new AtomicInteger();

        Object instant(Clock clock) {
            return Instant.now(clock);
        }

        Object date(long millis) {
            return Instant.ofEpochMilli(millis);
        }

        CompletableFuture<Integer> stage(CompletableFuture<String> stage, Executor executor) {
            return stage.thenApplyAsync(String::length, executor);
        }

        Object random(long seed) {
            return new Random(seed);
        }
    }

    private static void check(Class<?> type) {
        Determinism.check(new ClassFileImporter().importClasses(type));
    }

    @ParameterizedTest
    @CsvSource({
        "nanos, read a clock",
        "instant, read a clock",
        "today, read a clock",
        "date, read a clock",
        "clock, read a clock",
        "sleep, sleep",
        "thread, make threads",
        "pool, make threads",
        "stage, continue a stage",
        "uuid, draw from randomness",
        "random, draw from randomness",
        "next, static fields",
        "COUNTER, static fields"
    })
    void what_a_seed_does_not_determine_is_found_by_its_place(String member, String rule) {
        assertThatThrownBy(() -> check(Wrong.class))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(rule)
                .hasMessageContaining("Wrong." + member);
    }

    @Test
    void what_is_told_its_time_executor_or_seed_is_not_found() {
        assertThatCode(() -> check(Right.class)).doesNotThrowAnyException();
    }

    @Test
    void a_package_without_classes_is_refused_because_nothing_would_be_looked_at() {
        assertThatThrownBy(() -> Determinism.check("com.acme.misspelt"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("com.acme.misspelt");
    }
}
