package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.PATH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.DiskFault;
import dev.holdfast.persistence.file.DiskFaults;
import dev.holdfast.persistence.file.FaultyDisk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import dev.holdfast.persistence.file.RestingDamage;
import dev.holdfast.persistence.log.Oracle.Found;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * Some lives of a log on a faulty disk, drawn from one seed: appends, deletions, reads, waits for space, failures, crashes.
 * At each answer and after each opening the {@link Oracle} is asked.
 *
 * <p>With an even seed the disk keeps its word: however much fails, nothing that was acknowledged is missing, and nothing
 * that was refused is there. With an odd one it may break it. Then the log finds out, at the latest when what is damaged
 * is read; only what one directory cannot tell (docs/internals/log-format.md) may be missing in silence, and that is
 * always the end of the log, back to the last but one frame of when it was opened: never more, and nothing is ever wrong.
 */
final class FaultySchedule {

    static final List<String> IDS = List.of("a1", "a2", "b1", "b2", "c1");

    private static final int TRIES = 3;

    /** What came of a schedule, for those who want to know that something happened. */
    record Summary(int acknowledged, int openings, int waits, int handedOver, int lostInSilence, boolean detected) {}

    private final Random random;
    private final boolean honest;
    private final DiskFaults faults;
    private final MemoryDisk memory = new MemoryDisk();
    private final ForgetfulDisk forgetful = new ForgetfulDisk(memory);
    private final FaultyDisk disk;
    private final Oracle oracle = new Oracle();
    private final LogOptions options;
    private VirtualHost host;
    private boolean damaged;
    private int openings;
    private int acknowledged;
    private int waits;
    private int handedOver;
    private int lostInSilence;

    FaultySchedule(long seed) {
        random = new Random(seed);
        honest = seed % 2 == 0;
        host = new VirtualHost(random);
        faults = new DiskFaults(
                random, kinds(), 10 + random.nextInt(honest ? 150 : 500), () -> host.stall(Duration.ofSeconds(5)));
        disk = new FaultyDisk(forgetful, faults);
        int groupRecords = random.nextBoolean() ? 100 : 1 + random.nextInt(8);
        options = new LogOptions(64 << 10, groupRecords, 16 << 10, 1).withQueues(id -> id.substring(0, 1));
    }

    private Set<DiskFault> kinds() {
        Set<DiskFault> kinds = EnumSet.noneOf(DiskFault.class);
        for (DiskFault kind : DiskFault.values()) {
            if (random.nextInt(3) > 0 && !(honest && kind.breaksTheDisksWord())) {
                kinds.add(kind);
            }
        }
        return kinds;
    }

    /** What went wrong with the disk, in order. */
    List<String> trace() {
        return faults.happened();
    }

    Summary run() throws IOException {
        boolean detected = false;
        for (int lives = 2 + random.nextInt(3); lives >= 0 && !detected; lives--) {
            Optional<SegmentedLog> log = open(lives == 0);
            if (log.isPresent()) {
                live(log.get(), lives == 0 ? 0 : 10 + random.nextInt(60));
            } else {
                detected = true;
            }
        }
        return new Summary(acknowledged, openings, waits, handedOver, lostInSilence, detected);
    }

    private boolean hasBrokenItsWord() {
        return damaged || faults.brokenWords() > 0;
    }

    /** The open log, with what it must hold; empty if it was found damaged. */
    private Optional<SegmentedLog> open(boolean calmly) throws IOException {
        for (int tried = 0; ; tried++) {
            boolean last = calmly || tried == TRIES;
            faults.calm(last);
            if (last) {
                disk.free();
            }
            int before = trace().size();
            int broken = faults.brokenWords();
            openings++;
            try {
                SegmentedLog log = SegmentedLog.open(PATH, options, disk, host.host());
                return verify(log, faults.brokenWords() == broken);
            } catch (LogException e) {
                List<String> meanwhile = List.copyOf(trace().subList(before, trace().size()));
                requireExplained(e, meanwhile);
                if (last) {
                    assertThat(hasBrokenItsWord())
                            .as("opened at last, but: %s", e)
                            .isTrue();
                    return Optional.empty();
                }
                oracle.openingFailed();
            }
            if (random.nextInt(4) == 0) {
                crash();
            }
        }
    }

    private void requireExplained(LogException e, List<String> meanwhile) {
        boolean misread = meanwhile.stream().anyMatch(fault -> fault.endsWith("MISREAD") || fault.endsWith("SHORT"));
        boolean explained = e instanceof CorruptLogException ? misread : !meanwhile.isEmpty() || disk.isFull();
        if (!explained && !hasBrokenItsWord()) {
            throw new AssertionError("the disk gave no reason not to open the log", e);
        }
    }

    private Optional<SegmentedLog> verify(SegmentedLog log, boolean trusted) throws IOException {
        faults.calm(true);
        Map<String, Found> found = new HashMap<>();
        try {
            for (String id : IDS) {
                found.put(id, new Found(readAll(log, id), settled(log.highestSequence(id))));
            }
        } catch (CorruptLogException e) {
            assertThat(hasBrokenItsWord()).as("read, but: %s", e).isTrue();
            return Optional.empty();
        }
        Optional<Integer> missing = oracle.resolve(found, hasBrokenItsWord());
        assertThat(missing).as("a state that was: %s", found).isPresent();
        lostInSilence += missing.orElseThrow();
        oracle.opened(trusted);
        faults.calm(false);
        return Optional.of(log);
    }

    private NavigableMap<Long, ByteBuffer> readAll(SegmentedLog log, String id) {
        NavigableMap<Long, ByteBuffer> records = new TreeMap<>();
        List<StoredRecord> page = settled(log.read(id, 1, Long.MAX_VALUE, 7, 9000));
        while (!page.isEmpty()) {
            page.forEach(record -> records.put(record.sequence(), ByteBuffer.wrap(record.payload())));
            page = settled(log.read(id, records.lastKey() + 1, Long.MAX_VALUE, 7, 9000));
        }
        return records;
    }

    private <T> T settled(CompletionStage<T> stage) {
        host.settle();
        assertThat(stage.toCompletableFuture()).isDone();
        try {
            return stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof LogException known ? known : e;
        }
    }

    private void live(SegmentedLog log, int actions) throws IOException {
        FaultyLife life = new FaultyLife(log, oracle, host, random, faults, disk, openings);
        int before = host.tasks("holdfast-log-writer");
        for (int i = 0; i < actions; i++) {
            life.act();
        }
        handedOver += host.tasks("holdfast-log-writer") - before;
        boolean killed = random.nextInt(3) == 0;
        if (killed) {
            crash();
        } else {
            life.close();
        }
        acknowledged += life.acknowledged();
        waits += life.hasWaited() ? 1 : 0;
        if (!honest && random.nextInt(3) == 0) {
            damage();
        } else if (random.nextBoolean()) {
            crash();
        }
    }

    /** Power fails; what was not forced survives in part. Nobody goes on with what he did. */
    private void crash() throws IOException {
        int chance = random.nextInt(4) * 33;
        forgetful.crash(() -> random.nextInt(100) < chance);
        host = new VirtualHost(random);
    }

    /** The machine is switched off in good order, and then something happens to what it stored. */
    private void damage() throws IOException {
        forgetful.crash(() -> true);
        host = new VirtualHost(random);
        RestingDamage[] kinds = RestingDamage.values();
        trace().add(kinds[random.nextInt(kinds.length)].to(memory, PATH, random));
        damaged = true;
    }
}
