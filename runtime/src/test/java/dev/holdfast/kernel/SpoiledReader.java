package dev.holdfast.kernel;

import dev.holdfast.persistence.journal.JournalReader;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** A journal, but for what a test makes of it. */
class SpoiledReader implements JournalReader {

    private final JournalReader reader;

    SpoiledReader(JournalReader reader) {
        this.reader = reader;
    }

    List<ReadEntry> spoil(List<ReadEntry> entries) {
        return entries;
    }

    @Override
    public CompletionStage<List<ReadEntry>> read(
            String persistenceId, long from, long to, int maxEntries, int maxBytes) {
        return reader.read(persistenceId, from, to, maxEntries, maxBytes).thenApply(this::spoil);
    }

    @Override
    public CompletionStage<Long> lastVoid(String persistenceId, long highest) {
        return reader.lastVoid(persistenceId, highest);
    }

    @Override
    public boolean writesWait() {
        return reader.writesWait();
    }

    @Override
    public CompletionStage<List<String>> withOpenEffects() {
        return reader.withOpenEffects();
    }
}
