package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.FailingDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A crash or a failure at any step leaves either the old or the new checkpoints, each whole")
class CheckpointCrashTest {

    private static final List<String> IDS = List.of("a", "b", "c");

    private final ForgetfulDisk forgetful = new ForgetfulDisk(new MemoryDisk());
    private final FailingDisk disk = new FailingDisk(forgetful);

    /** What must hold of a checkpoint. */
    private enum Expected {
        THERE,
        GONE,
        EITHER
    }

    /** What must be stored: by id, then by sequence number. */
    private final Map<String, NavigableMap<Long, Expected>> expected = new TreeMap<>();

    private long sequence;

    private NavigableMap<Long, Expected> of(String id) {
        return expected.computeIfAbsent(id, key -> new TreeMap<>());
    }

    private static String text(String id, long sequence) {
        return (id + sequence + " ").repeat(300); // more than two sectors
    }

    /** Does something, and notes what must be stored afterwards. */
    private void act(CheckpointStore store, Random random) {
        String id = IDS.get(random.nextInt(IDS.size()));
        if (random.nextInt(3) > 0) {
            sequence++;
            boolean saved = succeeds(store.save(checkpoint(id, sequence, text(id, sequence))));
            of(id).put(sequence, saved ? Expected.THERE : Expected.EITHER);
            return;
        }
        long upTo = sequence - random.nextInt(4);
        boolean deleted = succeeds(store.delete(id, name -> name.sequence() <= upTo));
        of(id).headMap(upTo, true).replaceAll((number, before) -> {
            if (deleted) {
                return Expected.GONE;
            }
            return before == Expected.GONE ? Expected.GONE : Expected.EITHER;
        });
    }

    private static boolean succeeds(CompletionStage<?> stage) {
        if (!stage.toCompletableFuture().isCompletedExceptionally()) {
            return true;
        }
        assertThat(failure(stage)).isInstanceOf(CheckpointException.class).hasMessageContaining("Injected failure");
        return false;
    }

    private void verify(CheckpointStore store, String when) {
        expected.forEach((id, all) -> {
            all.forEach((number, what) -> {
                Lookup lookup = get(store.find(id, name -> name.sequence() == number));
                assertThat(lookup.skipped())
                        .as("%s: damage of %s at %s", when, id, number)
                        .isEmpty();
                if (lookup.found().isPresent()) {
                    assertThat(state(lookup)).isEqualTo(text(id, number));
                }
                if (what != Expected.EITHER) {
                    assertThat(lookup.found().isPresent())
                            .as("%s: %s at %s", when, id, number)
                            .isEqualTo(what == Expected.THERE);
                }
            });
            assertThat(sequences(store, id)).as(when).isSubsetOf(all.keySet());
        });
    }

    private void live(int seed, int failingOperation, BooleanSupplier survives) throws IOException {
        Random random = new Random(seed);
        for (int life = 0; life < 3; life++) {
            AtomicInteger left = new AtomicInteger(failingOperation);
            disk.failWhen(name -> left.decrementAndGet() < 0); // from then on the power is off
            try {
                CheckpointStore store = open(disk);
                for (int i = 0; i < 12; i++) {
                    act(store, random);
                }
            } catch (CheckpointException failedToOpen) {
                assertThat(failedToOpen).hasMessageContaining("Injected failure");
            }
            forgetful.crash(survives);
            disk.failWhen(name -> false);
            String when = "seed " + seed + ", operation " + failingOperation + ", life " + life;
            try (CheckpointStore store = open(disk)) {
                verify(store, when);
                assertThat(disk.open(PATH).list()).as(when).noneMatch(CheckpointName::isUnfinished);
            }
            settle();
        }
    }

    /** What was found after a crash was deleted or not; it need not stay so after the next crash. */
    private void settle() throws IOException {
        try (CheckpointStore store = open(disk)) {
            for (String id : IDS) {
                get(store.delete(id, name -> name.sequence() % 5 == 0));
                of(id).replaceAll((number, before) -> number % 5 == 0 ? Expected.GONE : before);
            }
            verify(store, "after settling");
        }
    }

    @Test
    void when_all_that_was_not_forced_is_lost() throws IOException {
        for (int operation = 0; operation < 90; operation++) {
            new CheckpointCrashTest().live(operation, operation, () -> false);
        }
    }

    @Test
    void when_all_that_was_not_forced_survives() throws IOException {
        for (int operation = 0; operation < 90; operation++) {
            new CheckpointCrashTest().live(operation, operation, () -> true);
        }
    }

    @Test
    void when_any_part_of_it_survives() throws IOException {
        for (int seed = 0; seed < 600; seed++) {
            Random random = new Random(seed);
            new CheckpointCrashTest().live(seed, random.nextInt(90), () -> random.nextInt(4) > 0);
        }
    }

    @Test
    void when_one_operation_fails_and_the_store_goes_on() throws IOException {
        AtomicBoolean struck = new AtomicBoolean(true);
        int operation = 0;
        for (; struck.get(); operation++) {
            struck.set(false);
            CheckpointCrashTest one = new CheckpointCrashTest();
            Random random = new Random(operation);
            CheckpointStore store = open(one.disk);
            AtomicInteger left = new AtomicInteger(operation);
            one.disk.failWhen(name -> {
                boolean now = left.getAndDecrement() == 0;
                struck.compareAndSet(false, now);
                return now;
            });
            for (int i = 0; i < 20; i++) {
                one.act(store, random);
            }
            one.disk.failWhen(name -> false);
            one.verify(store, "operation " + operation);
            store.close();
            one.forgetful.crash();
            try (CheckpointStore again = open(one.disk)) {
                one.verify(again, "operation " + operation + ", after a crash");
            }
        }
        assertThat(operation).isGreaterThan(60);
    }
}
