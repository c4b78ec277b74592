package dev.holdfast.operator;

import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.journal.JournalReader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** Finds what was set aside, from what a journal holds; needs memory for what is still set aside. Safe for use by any thread. */
public final class QuarantineReader {

    private final JournalReader reader;
    private final Executor executor;
    private final Duration keep;

    /**
     * A reader.
     *
     * @param executor where it works
     * @param keep how long outcomes are remembered (holdfast.runtime.dedup.keep)
     */
    public QuarantineReader(JournalReader reader, Executor executor, Duration keep) {
        this.reader = reader;
        this.executor = executor;
        this.keep = keep;
    }

    /** What is set aside of a component and not yet dealt with, oldest first; reads its whole journal. */
    public CompletionStage<List<QuarantinedCommand>> list(ComponentId component) {
        String persistenceId = component.persistenceId();
        History history = new History(persistenceId, keep);
        Map<CommandId, QuarantinedCommand> open = new LinkedHashMap<>();
        return JournalPull.run(reader, executor, persistenceId, 1, read -> {
                    if (history.accept(read.sequence(), read.entry()).content() instanceof Committed committed) {
                        committed.outcomes().stream()
                                .flatMap(outcome -> of(persistenceId, read.sequence(), outcome))
                                .forEach(command -> open.put(command.id(), command));
                    }
                    if (open.size() > history.quarantine().count()) {
                        open.keySet()
                                .removeIf(id -> history.quarantine()
                                        .find(id.sender(), id.number())
                                        .isEmpty());
                    }
                })
                .thenApply(done -> List.copyOf(open.values()));
    }

    /** The command that an outcome sets aside, if it does. */
    public static Stream<QuarantinedCommand> of(String target, long sequence, Outcome outcome) {
        return outcome.result() instanceof Quarantined quarantined
                ? Stream.of(new QuarantinedCommand(
                        new CommandId(outcome.sender(), target, outcome.number()),
                        quarantined.command(),
                        quarantined.fault(),
                        quarantined.reason(),
                        outcome.time(),
                        sequence))
                : Stream.empty();
    }

    /** The one of this id; fails with {@link OrderRefused} when it is not set aside, or not any more. */
    public CompletionStage<QuarantinedCommand> find(CommandId id) {
        return list(ComponentId.parse(id.target()))
                .thenApply(all -> all.stream()
                        .filter(command -> command.id().equals(id))
                        .findFirst()
                        .orElseThrow(() -> notSetAside(id)));
    }

    /** The refusal of an order about a command that is not set aside. */
    public static OrderRefused notSetAside(CommandId id) {
        return new OrderRefused(
                id + " is not in quarantine: it never was, or somebody has dealt with it already; nothing was changed");
    }
}
