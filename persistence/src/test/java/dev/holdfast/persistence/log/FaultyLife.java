package dev.holdfast.persistence.log;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.DiskFaults;
import dev.holdfast.persistence.file.FaultyDisk;
import dev.holdfast.persistence.log.Oracle.Appended;
import dev.holdfast.persistence.log.Oracle.Change;
import dev.holdfast.persistence.log.Oracle.DeletedTo;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What is done to a log between its opening and its end, in a {@link FaultySchedule}; each answer is checked. */
final class FaultyLife {

    private static final int TOO_LARGE = 17_000;

    private final SegmentedLog log;
    private final Oracle oracle;
    private final VirtualHost host;
    private final Random random;
    private final DiskFaults faults;
    private final FaultyDisk disk;
    private final String writer;
    private final long firstFrame;
    private final int faultsBefore;
    private final Map<String, Long> submitted = new HashMap<>();
    private @Nullable Throwable problem;
    private int number;
    private int acknowledged;
    private boolean waited;
    private boolean closing;

    FaultyLife(
            SegmentedLog log,
            Oracle oracle,
            VirtualHost host,
            Random random,
            DiskFaults faults,
            FaultyDisk disk,
            int life) {
        this.log = log;
        this.oracle = oracle;
        this.host = host;
        this.random = random;
        this.faults = faults;
        this.disk = disk;
        this.writer = "w" + life;
        this.firstFrame = life * 1_000_000_000L;
        this.faultsBefore = faults.happened().size();
    }

    int acknowledged() {
        return acknowledged;
    }

    boolean hasWaited() {
        return waited;
    }

    /** Does something, or lets something happen. */
    void act() {
        String id = FaultySchedule.IDS.get(random.nextInt(FaultySchedule.IDS.size()));
        int choice = random.nextInt(100);
        if (choice < 50) {
            append(id);
        } else if (choice < 56) {
            appendAsZombie(id);
        } else if (choice < 62) {
            delete(id);
        } else if (choice < 76) {
            read(id);
        } else if (choice < 80) {
            askHighest(id);
        } else if (choice < 94) {
            steps(random.nextInt(12));
        } else if (choice < 98) {
            host.advance(Duration.ofMillis(random.nextInt(2000)));
        } else {
            makeRoom();
        }
        waited |= log.spaceShortage().map(SpaceShortage::writesWait).orElse(false);
        requireNoProblem();
    }

    private void steps(int count) {
        for (int i = 0; i < count; i++) {
            host.step();
        }
    }

    /** With room and without faults all that waits is answered. */
    private void makeRoom() {
        disk.free();
        faults.calm(true);
        host.advance(Duration.ofSeconds(1));
        faults.calm(false);
        requireNoProblem();
        if (isClosed()) {
            assertThat(faults.happened().size())
                    .as("closed itself for a reason")
                    .isGreaterThan(faultsBefore);
        } else {
            assertThat(oracle.unanswered()).as("unanswered with room").isZero();
        }
    }

    void close() {
        boolean settled = random.nextBoolean();
        if (settled) {
            host.settle();
        }
        // a failure that the committer has not heard of yet is a reason, too
        boolean sound = !isClosed() && (settled || faults.happened().size() == faultsBefore);
        boolean room = !disk.isFull() && log.spaceShortage().isEmpty();
        int faultsUntilNow = faults.happened().size();
        closing = true;
        CompletionStage<?> closed = log.closeLater();
        host.settle();
        requireNoProblem();
        assertThat(closed.toCompletableFuture()).isCompleted();
        if (sound && room && faults.happened().size() == faultsUntilNow) {
            assertThat(oracle.unanswered())
                    .as("unanswered when closed in good order")
                    .isZero();
        }
    }

    private boolean isClosed() {
        return log.highestSequence("nobody").toCompletableFuture().isCompletedExceptionally();
    }

    private void append(String id) {
        long highest = Math.max(oracle.content(id).highest(), submitted.getOrDefault(id, 0L));
        List<NewRecord> records = new ArrayList<>();
        for (int count = 1 + random.nextInt(4); count > 0; count--) {
            highest += 1 + (random.nextInt(10) == 0 ? random.nextInt(5) : 0);
            records.add(new NewRecord(highest, 0, payload(random.nextInt(8) == 0 ? 6000 : 300)));
        }
        boolean tooLarge = random.nextInt(50) == 0;
        if (tooLarge) {
            records.add(new NewRecord(highest + 1, 0, new byte[TOO_LARGE]));
        } else {
            submitted.put(id, highest);
        }
        submit(new Appended(number++, id, List.copyOf(records)), writer);
    }

    private byte[] payload(int most) {
        byte[] payload = new byte[random.nextInt(most)];
        random.nextBytes(payload);
        return payload;
    }

    /** Behind what is stored, under a name of its own: it must be refused. */
    private void appendAsZombie(String id) {
        long highest = oracle.content(id).highest();
        if (highest > 0) {
            long first = 1 + random.nextLong(highest);
            NewRecord record = new NewRecord(first, 0, payload(300));
            submit(new Appended(number++, id, List.of(record)), writer + "-zombie-" + number);
        }
    }

    private void submit(Appended change, String name) {
        oracle.submitted(change);
        log.append(new Append(change.id(), name, change.records()))
                .whenComplete((result, failure) -> check(() -> answered(change, result, failure)));
    }

    private void answered(Appended change, @Nullable AppendResult result, @Nullable Throwable failure) {
        boolean passes = oracle.content(change.id()).isChangedBy(change);
        if (result instanceof AppendResult.Stored) {
            assertThat(passes).as("stored: %s", change).isTrue();
            acknowledge(change);
        } else if (result != null) {
            assertThat(passes).as("refused: %s", change).isFalse();
            oracle.refused(change);
        } else if (failure instanceof IllegalArgumentException) {
            assertThat(change.records()).anyMatch(record -> record.payload().length == TOO_LARGE);
            oracle.refused(change);
        } else {
            requireClosed(failure);
        }
    }

    private void delete(String id) {
        long to = 1 + random.nextLong(oracle.content(id).highest() + 3);
        DeletedTo change = new DeletedTo(number++, id, to);
        oracle.submitted(change);
        log.deleteTo(id, to)
                .whenComplete((done, failure) -> check(() -> {
                    if (failure == null) {
                        acknowledge(change);
                    } else {
                        requireClosed(failure);
                    }
                }));
    }

    private void acknowledge(Change change) {
        acknowledged++;
        oracle.acknowledged(change, firstFrame + log.frames());
    }

    private void askHighest(String id) {
        log.highestSequence(id)
                .whenComplete((highest, failure) -> check(() -> {
                    if (failure == null) {
                        assertThat(highest).isEqualTo(oracle.content(id).highest());
                    } else {
                        requireClosed(failure);
                    }
                }));
    }

    private void read(String id) {
        long from = 1 + random.nextLong(oracle.content(id).highest() + 2);
        long to = from + random.nextInt(30);
        int most = 1 + random.nextInt(10);
        int faultsUntilNow = faults.happened().size();
        log.read(id, from, to, most, random.nextInt(5000))
                .whenComplete((records, failure) -> check(() -> {
                    if (failure == null) {
                        requireRight(id, from, to, most, records);
                    } else if (!(closing && failure instanceof LogClosedException)) {
                        assertThat(failure).isInstanceOf(LogException.class);
                        boolean explained =
                                faults.brokenWords() > 0 || faults.happened().size() > faultsUntilNow;
                        assertThat(explained || faultsBefore > 0)
                                .as("readable, but: %s", failure)
                                .isTrue();
                    }
                }));
    }

    private void requireRight(String id, long from, long to, int most, List<StoredRecord> records) {
        var expected = oracle.content(id).records();
        if (from <= to) {
            expected = new java.util.TreeMap<>(expected.subMap(from, true, to, true));
        }
        assertThat(records.size()).isLessThanOrEqualTo(most);
        assertThat(records.isEmpty()).isEqualTo(expected.isEmpty());
        var next = expected.entrySet().iterator();
        for (StoredRecord record : records) {
            var right = next.next();
            assertThat(record.sequence()).isEqualTo(right.getKey());
            assertThat(ByteBuffer.wrap(record.payload())).isEqualTo(right.getValue());
        }
    }

    private static void requireClosed(@Nullable Throwable failure) {
        assertThat(failure).isInstanceOf(LogClosedException.class);
    }

    /** What a stage's dependents throw would be lost in the stage they make. */
    private void check(Runnable assertions) {
        try {
            assertions.run();
        } catch (RuntimeException | Error e) {
            problem = problem == null ? e : problem;
        }
    }

    private void requireNoProblem() {
        if (problem != null) {
            throw new AssertionError("a wrong answer", problem);
        }
    }
}
