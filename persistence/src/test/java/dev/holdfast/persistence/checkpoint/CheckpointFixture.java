package dev.holdfast.persistence.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.file.Disk;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

/** What tests of the store say again and again. */
final class CheckpointFixture {

    static final Path PATH = Path.of("/checkpoints");
    static final LogId LOG = new LogId(0x1111, 0x2222);

    private CheckpointFixture() {}

    static CheckpointStore open(Disk disk) {
        return open(disk, new InlineThreads());
    }

    static CheckpointStore open(Disk disk, InlineThreads threads) {
        return CheckpointStore.open(PATH, LOG, 1, disk, threads.host());
    }

    /** A checkpoint whose state is a text, and whose hash is made of its sequence number. */
    static Checkpoint checkpoint(String id, long sequence, String state) {
        ComponentState content = ComponentState.of(
                2 * sequence, hash(sequence), encoded("history", "of " + sequence), encoded("account", state));
        return new Checkpoint(id, sequence, 1000 + sequence, content);
    }

    static HistoryHash hash(long sequence) {
        return new HistoryHash(sequence, ~sequence);
    }

    static Encoded encoded(String name, String text) {
        return new Encoded(name, 1, text.getBytes(UTF_8));
    }

    /** Looks for the newest up to a sequence number. */
    static Lookup find(CheckpointStore store, String id, long upTo) {
        return get(store.find(id, name -> name.sequence() <= upTo));
    }

    static Lookup find(CheckpointStore store, String id) {
        return find(store, id, Long.MAX_VALUE);
    }

    /** The state that was found. */
    static String state(Lookup lookup) {
        return new String(lookup.found().orElseThrow().checkpoint().content().bytes(), UTF_8);
    }

    static List<Long> sequences(CheckpointStore store, String id) {
        return store.list(id).stream().map(CheckpointName::sequence).toList();
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(60, TimeUnit.SECONDS).join();
    }

    /** Why the stage failed. */
    static Throwable failure(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (CompletionException e) {
            return e.getCause() == null ? e : e.getCause();
        }
        throw new AssertionError("It did not fail");
    }
}
