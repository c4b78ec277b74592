package dev.holdfast.persistence.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.persistence.file.Disk;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

/** What tests of the log say again and again. */
final class LogFixture {

    static final Path PATH = Path.of("/log");
    static final LogOptions SMALL = new LogOptions(64 << 10, 100, 16 << 10, 1);

    private LogFixture() {}

    static SegmentedLog open(Disk disk) {
        return open(disk, SMALL);
    }

    static SegmentedLog open(Disk disk, LogOptions options) {
        return SegmentedLog.open(PATH, options, disk, new StepThreads().host());
    }

    /** One record of text. */
    static Append append(String id, String writer, long sequence, String text) {
        return new Append(id, writer, List.of(record(sequence, text)));
    }

    static NewRecord record(long sequence, String text) {
        return new NewRecord(sequence, 0, text.getBytes(UTF_8));
    }

    static NewRecord tagged(long sequence, Tag tag) {
        return new NewRecord(sequence, tag.bit(), new byte[] {1});
    }

    /** Records with a text of their own, from one sequence number to another. */
    static Append range(String id, String writer, long from, long to) {
        return new Append(
                id,
                writer,
                LongStream.rangeClosed(from, to)
                        .mapToObj(n -> record(n, text(id, n)))
                        .toList());
    }

    static String text(String id, long sequence) {
        return id + "#" + sequence;
    }

    /** All records of an id as {@code sequence=text}, pulled a few at a time. */
    static List<String> all(SegmentedLog log, String id) {
        List<String> found = new ArrayList<>();
        long from = 1;
        while (true) {
            List<StoredRecord> part = get(log.read(id, from, Long.MAX_VALUE, 7, 1000));
            if (part.isEmpty()) {
                return found;
            }
            part.forEach(r -> found.add(r.sequence() + "=" + new String(r.payload(), UTF_8)));
            from = part.get(part.size() - 1).sequence() + 1;
        }
    }

    /** All records of an id as {@code sequence=text}, in one read. */
    static List<String> atOnce(SegmentedLog log, String id) {
        return get(log.read(id, 1, Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE)).stream()
                .map(r -> r.sequence() + "=" + new String(r.payload(), UTF_8))
                .toList();
    }

    static List<String> texts(String id, long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(n -> n + "=" + text(id, n))
                .toList();
    }

    static void stored(CompletionStage<AppendResult> stage) {
        AppendResult result = get(stage);
        if (!(result instanceof AppendResult.Stored)) {
            throw new AssertionError("Not stored: " + result);
        }
    }

    /** The stage's value; on {@link StepThreads} it is there already. */
    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    /** Why the stage failed. */
    static Throwable failure(CompletionStage<?> stage) {
        try {
            stage.toCompletableFuture().join();
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
        throw new AssertionError("It did not fail");
    }
}
