package dev.holdfast.testkit.lint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Calendar;
import java.util.Collections;
import java.util.Date;
import java.util.GregorianCalendar;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.Timer;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeterminismTest {

    @SuppressWarnings("all")
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

        Supplier<Instant> instantReference() {
            return Instant::now;
        }

        Supplier<Object> uuidReference() {
            return UUID::randomUUID;
        }

        Function<Runnable, Thread> threadReference() {
            return Thread::new;
        }

        Object calendar() {
            return Calendar.getInstance();
        }

        Object gregorian() {
            return new GregorianCalendar();
        }

        void unitSleep() throws InterruptedException {
            TimeUnit.SECONDS.sleep(1);
        }

        void park() {
            LockSupport.park(this);
        }

        synchronized void waits() throws InterruptedException {
            wait();
        }

        void latch(CountDownLatch latch) throws InterruptedException {
            latch.await();
        }

        Object common() {
            return ForkJoinPool.commonPool();
        }

        Object timer() {
            return new Timer();
        }

        Object timeout(CompletableFuture<String> stage) {
            return stage.orTimeout(1, TimeUnit.SECONDS);
        }

        Object parallel(List<String> all) {
            return all.parallelStream();
        }

        Object parallelLater(List<String> all) {
            return all.stream().parallel();
        }

        Object splittable() {
            return new SplittableRandom();
        }

        void shuffle(List<String> all) {
            Collections.shuffle(all);
        }

        int identity() {
            return System.identityHashCode(this);
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

        void shuffle(List<String> all, Random random) {
            Collections.shuffle(all, random);
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
        "calendar, read a clock",
        "gregorian, read a clock",
        "instantReference, read a clock",
        "sleep, wait",
        "unitSleep, wait",
        "park, wait",
        "waits, wait",
        "latch, wait",
        "thread, make threads",
        "pool, make threads",
        "threadReference, make threads",
        "common, make threads",
        "timer, make threads",
        "timeout, make threads",
        "parallel, make threads",
        "parallelLater, make threads",
        "stage, continue a stage",
        "uuid, draw from randomness",
        "random, draw from randomness",
        "uuidReference, draw from randomness",
        "splittable, draw from randomness",
        "shuffle, draw from randomness",
        "identity, draw from randomness",
        "next, static fields",
        "COUNTER, static fields"
    })
    void what_a_seed_does_not_determine_is_found_by_its_place(String member, String rule) {
        AssertionError found = catchThrowableOfType(AssertionError.class, () -> check(Wrong.class));

        assertThat(String.valueOf(found.getMessage()).split("Architecture Violation"))
                .as("what is said of that rule")
                .filteredOn(text -> text.contains("should " + rule) || text.contains("no " + rule))
                .singleElement()
                .asString()
                .containsPattern("Wrong\\." + member + "[(>]");
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
