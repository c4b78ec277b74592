package dev.holdfast.benchmarks.log;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.benchmarks.BareDisk;
import dev.holdfast.benchmarks.Medians;
import dev.holdfast.benchmarks.Scratch;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import dev.holdfast.persistence.log.StoredRecord;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Groups of records through the log, beside a bare loop that appends the same bytes to an allocated file and forces each
 * group; and the log's reader. Log and bare loop run in turn, in one run, on one disk.
 *
 * <p>First like with like: the bare loop's file is allocated before the clock starts, and so is the log's; each round has
 * a log of its own, with a segment so large that the next one is not prepared meanwhile. Then sustained: one log for all
 * rounds, which writes its segments' zeros while it is measured, as many bytes again.
 */
@Command(name = "log", description = "The embedded log beside a bare append and force; and its reader.")
public final class LogBenchmark implements Callable<Integer> {

    private static final int RECORD = 256;
    private static final int READ_RECORDS = 4096;
    private static final int READ_BYTES = 4 << 20;

    @Option(names = "--rounds", description = "Rounds that count; ${DEFAULT-VALUE}.")
    private int rounds = 15;

    @Option(names = "--warm-up", description = "Rounds before them; ${DEFAULT-VALUE}.")
    private int warmUp = 5;

    @Option(names = "--millis", description = "How long each runs in a round; ${DEFAULT-VALUE}.")
    private int millis = 250;

    @Option(names = "--groups", split = ",", description = "Records per group; 1,16,128,1024.")
    private List<Integer> groups = List.of(1, 16, 128, 1024);

    @Option(
            names = "--segment-mib",
            description = "Size of a segment in MiB when writing goes on and on; ${DEFAULT-VALUE}, the default.")
    private int segment = 64;

    @Option(names = "--read", description = "Records that the reader reads in each round; ${DEFAULT-VALUE}.")
    private int read = 500_000;

    /** Records stored per second. */
    private record Rates(double log, double bare) {}

    @FunctionalInterface
    private interface Round {
        Rates run(int number) throws IOException;
    }

    @Override
    public Integer call() throws Exception {
        List<Map<String, Object>> results = new ArrayList<>();
        try (Scratch scratch = Scratch.create("log");
                BareDisk disk = new BareDisk(scratch.path().resolve("bare"))) {
            System.out.printf("%-12s%-10s%16s%16s%10s%n", "", "group", "log records/s", "bare records/s", "ratio");
            for (int group : groups) {
                results.add(report("prepared", group, round -> prepared(scratch, disk, group, round)));
            }
            for (int group : groups) {
                try (SegmentedLog log = open(scratch, "group-" + group, group, segment)) {
                    results.add(report("sustained", group, round -> measure(log, disk, group, Long.MAX_VALUE)));
                }
            }
            results.add(read(scratch));
        }
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("benchmark", "log");
        all.put("rounds", rounds);
        all.put("record_bytes", RECORD);
        all.put("processors", Runtime.getRuntime().availableProcessors());
        all.put("results", results);
        System.out.println(new ObjectMapper().writeValueAsString(all));
        return 0;
    }

    private Map<String, Object> report(String kind, int group, Round round) throws IOException {
        List<Double> log = new ArrayList<>();
        List<Double> bare = new ArrayList<>();
        for (int number = -warmUp; number < rounds; number++) {
            Rates rates = round.run(number);
            if (number >= 0) {
                bare.add(rates.bare());
                log.add(rates.log());
            }
        }
        double ratio = Medians.ratio(log, bare);
        System.out.printf("%-12s%-10d%,16.0f%,16.0f%10.2f%n", kind, group, Medians.of(log), Medians.of(bare), ratio);
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("kind", kind);
        result.put("group", group);
        result.put("log_per_s", Math.round(Medians.of(log)));
        result.put("bare_per_s", Math.round(Medians.of(bare)));
        result.put("log_to_bare", Math.round(100 * ratio) / 100.0);
        return result;
    }

    /** A round on a log of its own, over when a quarter of its segment is full: then it would prepare the next. */
    private Rates prepared(Scratch scratch, BareDisk disk, int group, int round) throws IOException {
        int mib = group < 64 ? 64 : 256;
        String name = "group-" + group + "-" + round;
        long groupOnDisk = (RECORD + RECORD / 8L) * group + 1024;
        Rates rates;
        try (SegmentedLog log = open(scratch, name, group, mib)) {
            rates = measure(log, disk, group, ((long) mib << 20) / 4 / groupOnDisk);
        }
        scratch.delete(name);
        return rates;
    }

    private Rates measure(SegmentedLog log, BareDisk disk, int group, long most) throws IOException {
        double bare = disk.rate(group, group * RECORD, millis * 1_000_000L, most);
        return new Rates(write(log, group, most), bare);
    }

    private double write(SegmentedLog log, int group, long most) {
        return Appender.rate(log, "id", group, new byte[RECORD], millis * 1_000_000L, most);
    }

    private Map<String, Object> read(Scratch scratch) throws IOException {
        List<Double> rates = new ArrayList<>();
        try (SegmentedLog open = open(scratch, "read", 2048, segment)) {
            long highest = 0;
            while (highest < read) {
                write(open, 2048, Long.MAX_VALUE);
                highest = open.highestSequence("id").toCompletableFuture().join();
            }
            for (int round = -warmUp; round < rounds; round++) {
                double rate = readOnce(open);
                if (round >= 0) {
                    rates.add(rate);
                }
            }
        }
        System.out.printf("%nreader: %,.0f records/s (%s)%n%n", Medians.of(rates), Medians.range(rates));
        return Map.of("reader_per_s", Math.round(Medians.of(rates)));
    }

    private double readOnce(SegmentedLog log) {
        long begin = System.nanoTime();
        long next = 1;
        while (next <= read) {
            List<StoredRecord> batch = log.read("id", next, read, READ_RECORDS, READ_BYTES)
                    .toCompletableFuture()
                    .join();
            next = batch.get(batch.size() - 1).sequence() + 1;
        }
        return read * 1e9 / (System.nanoTime() - begin);
    }

    private static SegmentedLog open(Scratch scratch, String name, int group, int mib) throws IOException {
        LogOptions options = new LogOptions((long) mib << 20, group, 4 << 20, 2);
        return SegmentedLog.open(scratch.directory(name), options, Disk.system(), Host.system());
    }
}
