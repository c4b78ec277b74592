package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3: no segment's flood holds up another")
class FairQueuesTest {

    private static final int GROUP_BYTES = 8000;
    private static final int QUOTA = GROUP_BYTES / 8;

    private final FairQueues queues = new FairQueues(100, GROUP_BYTES);

    /** A request of a size, of which only the place in the line matters. */
    private static final class Sized extends Request<Long> {
        private final String queue;
        private final int number;
        private final long bytes;
        private long takenBefore;

        private Sized(String queue, int number, long bytes) {
            this.queue = queue;
            this.number = number;
            this.bytes = bytes;
        }

        @Override
        String id() {
            return queue;
        }

        @Override
        int records() {
            return 1;
        }

        @Override
        long bytes() {
            return bytes;
        }

        @Override
        void decide(Fence fence, FrameBuilder frame) {}

        @Override
        void complete() {}

        @Override
        public String toString() {
            return queue + number;
        }
    }

    private Sized add(String queue, int number, long bytes) {
        Sized request = new Sized(queue, number, bytes);
        assertThat(queues.add(queue, request)).isTrue();
        return request;
    }

    private static long bytes(List<Request<?>> group) {
        return group.stream().mapToLong(Request::bytes).sum();
    }

    @Test
    void a_small_request_is_in_the_next_group_however_much_another_segment_has_waiting_S3() {
        for (int i = 0; i < 10_000; i++) {
            add("flood", i, 100);
        }
        queues.take();
        Sized small = add("ledger", 0, 50);

        assertThat(queues.take()).contains(small);
    }

    @Test
    void is_full_when_as_much_waits_as_a_group_takes_and_not_when_it_was_taken() {
        add("a", 0, GROUP_BYTES - 1);
        assertThat(queues.isFull()).isFalse();
        add("b", 0, 1);
        assertThat(queues.isFull()).as("by bytes").isTrue();
        queues.take();
        assertThat(queues.isFull()).isFalse();
        for (int i = 0; i < 100; i++) {
            assertThat(queues.isFull()).isFalse();
            add("a", i, 1);
        }
        assertThat(queues.isFull()).as("by records").isTrue();
        queues.take();
        assertThat(queues.isFull()).isFalse();
    }

    @Test
    void each_of_many_floods_gets_its_equal_share_whatever_the_size_of_its_requests_S3() {
        Map<String, Long> sizes = Map.of("a", 10L, "b", 700L, "c", 3000L, "d", 8000L);
        Map<String, Long> taken = new HashMap<>();
        for (int group = 0; group < 400; group++) {
            sizes.forEach((queue, size) -> {
                for (int i = 0; i < GROUP_BYTES / size + 1; i++) {
                    add(queue, 0, size);
                }
            });
            queues.take().forEach(request -> taken.merge(request.id(), request.bytes(), Long::sum));
        }
        long share = taken.values().stream().mapToLong(n -> n).sum() / sizes.size();
        assertThat(share).isGreaterThan(100 * QUOTA);
        sizes.forEach((queue, size) ->
                assertThat(taken.get(queue)).as(queue).isBetween(share - QUOTA - 8000, share + QUOTA + 8000));
    }

    @Test
    void a_queue_waits_for_less_than_a_quota_and_a_largest_request_of_each_other_and_nothing_is_lost_or_reordered_S3() {
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            int names = 2 + random.nextInt(9);
            int largest = 1 + random.nextInt(random.nextBoolean() ? 500 : 12_000);
            new Traffic(random, names, largest).run("seed " + seed);
        }
    }

    /** Random submissions and groups; what a bound says is checked at each request that found its queue empty. */
    private final class Traffic {
        private final Random random;
        private final int names;
        private final int largest;
        private final Map<String, List<Sized>> waiting = new HashMap<>();
        private final Map<String, Integer> numbers = new HashMap<>();
        private final Map<String, Sized> firsts = new HashMap<>();
        private long taken;

        private Traffic(Random random, int names, int largest) {
            this.random = random;
            this.names = names;
            this.largest = largest;
        }

        private void run(String seed) {
            for (int round = 0; round < 60; round++) {
                int submissions = random.nextInt(40);
                for (int i = 0; i < submissions; i++) {
                    submit("q" + random.nextInt(names));
                }
                check(seed, queues.take());
            }
            while (!queues.isEmpty()) {
                check(seed, queues.take());
            }
            assertThat(waiting.values()).as(seed).allMatch(List::isEmpty);
            assertThat(queues.take()).isEmpty();
        }

        private void submit(String queue) {
            int number = numbers.merge(queue, 1, Integer::sum);
            Sized request = add(queue, number, random.nextInt(largest + 1));
            request.takenBefore = taken;
            List<Sized> line = waiting.computeIfAbsent(queue, name -> new ArrayList<>());
            if (line.isEmpty()) {
                firsts.put(queue, request);
            }
            line.add(request);
        }

        private void check(String seed, List<Request<?>> group) {
            boolean fits = group.size() <= 100 && bytes(group) <= GROUP_BYTES;
            assertThat(fits || group.size() == 1).as(seed).isTrue();
            assertThat(group.isEmpty() && !queues.isEmpty()).as(seed).isFalse();
            for (Request<?> request : group) {
                Sized next = (Sized) request;
                assertThat(next)
                        .as(seed)
                        .isSameAs(waiting.getOrDefault(next.queue, List.of()).remove(0));
                if (firsts.remove(next.queue, next)) {
                    // a request larger than a quota takes several turns
                    long turns = Math.max(1, (next.bytes + QUOTA - 1) / QUOTA);
                    long bound = (names - 1) * (turns * QUOTA + largest);
                    assertThat(taken - next.takenBefore)
                            .as("%s, %s", seed, next)
                            .isLessThanOrEqualTo(bound);
                }
                taken += next.bytes;
            }
        }
    }

    @Test
    void a_queue_that_is_alone_fills_the_group() {
        for (int i = 0; i < 500; i++) {
            add("only", i, 100);
        }
        assertThat(bytes(queues.take())).isEqualTo(GROUP_BYTES);
    }

    @Test
    void a_request_larger_than_a_group_is_taken_alone() {
        Sized large = add("a", 0, 50_000);
        assertThat(queues.take()).containsExactly(large);
    }

    @Test
    void takes_nothing_after_it_was_closed_but_gives_what_it_has() {
        Sized before = add("a", 0, 10);
        queues.close();
        assertThat(queues.add("a", new Sized("a", 1, 10))).isFalse();
        assertThat(queues.take()).containsExactly(before);
        assertThat(queues.isEmpty()).isTrue();
    }
}
