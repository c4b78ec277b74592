package dev.holdfast.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.log.AppendResult;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.apache.pekko.dispatch.ExecutionContexts;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import scala.concurrent.Batchable;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;
import scala.concurrent.Promise;
import scala.util.Failure;
import scala.util.Success;
import scala.util.Try;

@DisplayName("What became of writes is told to Pekko")
class AnnouncerTest {

    private final Deque<Runnable> tasks = new ArrayDeque<>();
    private final Executor dispatcher = tasks::addLast;
    private final ExecutionContext atOnce = ExecutionContexts.fromExecutor(Runnable::run);
    private final Announcer announcer = new Announcer(dispatcher);

    @Test
    void on_the_dispatcher_and_not_by_whoever_stored_them() {
        Promise<String> promise = Promise.apply();
        announcer.announce(promise, new Success<>("stored"));

        assertThat(promise.isCompleted()).isFalse();
        runAll();
        assertThat(promise.future().value().get().get()).isEqualTo("stored");
    }

    @Test
    void in_one_task_for_all_that_came_due_before_it_ran_in_their_order() {
        List<Promise<Integer>> promises = new ArrayList<>();
        List<Integer> kept = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            Promise<Integer> promise = Promise.apply();
            promise.future().onComplete(result -> kept.add(result.get()), atOnce);
            promises.add(promise);
            announcer.announce(promise, new Success<>(i));
        }

        assertThat(tasks).hasSize(1);
        assertThat(tasks.getFirst()).isInstanceOf(Batchable.class);
        runAll();
        assertThat(promises).allMatch(Promise::isCompleted);
        assertThat(kept).hasSize(100).isSorted();
    }

    @Test
    void also_when_it_comes_due_while_others_are_told_or_after_that() {
        Promise<String> first = Promise.apply();
        Promise<String> during = Promise.apply();
        Promise<String> after = Promise.apply();
        first.future()
                .onComplete(
                        result -> {
                            announceStored(during);
                            return result;
                        },
                        atOnce);
        announceStored(first);
        runAll();
        assertThat(during.isCompleted()).isTrue();

        announceStored(after);
        runAll();
        assertThat(after.isCompleted()).isTrue();
    }

    @Test
    void by_no_results_at_all_when_every_write_was_stored() {
        WriteResults results = new WriteResults(2, announcer);
        results.set(1, new AppendResult.Stored(), null);
        results.set(0, new AppendResult.Stored(), null);

        assertThat(told(results).get()).isEmpty();
    }

    /** Rule K3: a refusal opens no circuit breaker, and harms no other write. */
    @Test
    void write_by_write_when_one_of_them_was_refused() {
        WriteResults results = new WriteResults(3, announcer);
        results.set(2, new AppendResult.Stored(), null);
        results.set(1, new AppendResult.Refused("stale"), null);
        results.set(0, null, new IllegalArgumentException("too large"));

        List<Optional<Exception>> told = new ArrayList<>();
        told(results).get().forEach(told::add);
        assertThat(told).hasSize(3);
        assertThat(told.get(0).orElseThrow()).isInstanceOf(IllegalArgumentException.class);
        assertThat(told.get(1).orElseThrow()).isInstanceOf(StaleWriterException.class);
        assertThat(told.get(2)).isEmpty();
    }

    @Test
    void as_the_logs_failure_even_when_the_other_writes_are_never_heard_of() {
        WriteResults results = new WriteResults(3, announcer);
        results.set(2, new AppendResult.Stored(), null);
        IllegalStateException failure = new IllegalStateException("the log is closed");
        results.set(0, null, failure);

        assertThat(told(results)).isInstanceOf(Failure.class);
        assertThat(told(results).failed().get()).isSameAs(failure);
        results.set(1, null, new IllegalStateException("again"));
        assertThat(told(results).failed().get()).isSameAs(failure);
    }

    private Try<Iterable<Optional<Exception>>> told(WriteResults results) {
        Future<Iterable<Optional<Exception>>> future = results.future();
        runAll();
        return future.value().get();
    }

    private void announceStored(Promise<String> promise) {
        announcer.announce(promise, new Success<>("stored"));
    }

    private void runAll() {
        for (Runnable next = tasks.pollFirst(); next != null; next = tasks.pollFirst()) {
            next.run();
        }
    }
}
