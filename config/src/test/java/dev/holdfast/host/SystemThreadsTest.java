package dev.holdfast.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class SystemThreadsTest {

    @Test
    void one_thread_runs_tasks_in_the_order_given() {
        ConcurrentLinkedQueue<Integer> ran = new ConcurrentLinkedQueue<>();
        List<Integer> given = IntStream.range(0, 1000).boxed().toList();
        try (Workers one = ThreadSource.system().workers("one", 1)) {
            given.forEach(i -> one.execute(() -> ran.add(i)));
            CompletableFuture.runAsync(() -> {}, one).join();
        }
        assertThat(ran).containsExactlyElementsOf(given);
    }

    @Test
    void threads_are_daemons_and_bear_the_name() {
        try (Workers one = ThreadSource.system().workers("lonely", 1);
                Workers two = ThreadSource.system().workers("pair", 2)) {
            Thread lonely =
                    CompletableFuture.supplyAsync(Thread::currentThread, one).join();
            Thread paired =
                    CompletableFuture.supplyAsync(Thread::currentThread, two).join();

            assertThat(lonely.isDaemon()).isTrue();
            assertThat(paired.isDaemon()).isTrue();
            assertThat(lonely.getName()).isEqualTo("lonely");
            assertThat(paired.getName()).startsWith("pair-");
        }
    }

    @Test
    void several_threads_run_tasks_at_the_same_time() {
        CyclicBarrier meeting = new CyclicBarrier(3);
        try (Workers three = ThreadSource.system().workers("three", 3)) {
            List<CompletableFuture<Integer>> meets = IntStream.range(0, 3)
                    .mapToObj(i -> CompletableFuture.supplyAsync(() -> meet(meeting), three))
                    .toList();
            assertThat(meets.stream().map(CompletableFuture::join)).containsExactlyInAnyOrder(0, 1, 2);
        }
    }

    private static int meet(CyclicBarrier barrier) {
        try {
            return barrier.await(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("the others did not come", e);
        }
    }

    @Test
    void after_close_tasks_are_rejected_and_those_taken_still_run() throws InterruptedException {
        CountDownLatch closed = new CountDownLatch(1);
        CountDownLatch ran = new CountDownLatch(2);
        Workers one = ThreadSource.system().workers("closing", 1);
        one.execute(() -> {
            awaitQuietly(closed);
            ran.countDown();
        });
        one.execute(ran::countDown);
        one.close();

        assertThatThrownBy(() -> one.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
        closed.countDown();
        assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError("nobody interrupts these threads", e);
        }
    }
}
