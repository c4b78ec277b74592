package dev.holdfast.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class InTurnTest {

    private final InTurn turn = new InTurn();
    private final List<String> done = new ArrayList<>();

    @Test
    void a_task_given_by_a_task_runs_after_it() {
        turn.run(() -> {
            turn.run(() -> done.add("second"));
            done.add("first");
        });
        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void tasks_of_many_threads_never_overlap_and_none_is_lost() throws InterruptedException {
        int[] unguarded = {0};
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            threads.add(new Thread(() -> {
                for (int j = 0; j < 20_000; j++) {
                    turn.run(() -> unguarded[0]++);
                }
            }));
        }
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }
        int[] seen = {0};
        turn.run(() -> seen[0] = unguarded[0]);
        assertThat(seen[0]).isEqualTo(80_000);
    }

    @Test
    void a_task_that_throws_holds_up_none_behind_it_and_its_error_is_not_swallowed() {
        assertThatThrownBy(() -> turn.run(() -> {
                    turn.run(() -> done.add("behind"));
                    throw new StackOverflowError("test");
                }))
                .isInstanceOf(StackOverflowError.class);
        turn.run(() -> done.add("later"));
        assertThat(done).containsExactly("behind", "later");
    }
}
