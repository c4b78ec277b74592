package dev.holdfast.operator;

import dev.holdfast.host.Host;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.VoidPlan.Reason;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.LogReader;
import dev.holdfast.persistence.journal.LogWriter;
import dev.holdfast.persistence.log.AppendResult;
import dev.holdfast.persistence.log.LogOptions;
import dev.holdfast.persistence.log.SegmentedLog;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.Done;
import org.jspecify.annotations.Nullable;

/**
 * Changes components whose system is stopped, straight through its log, which is open here and nowhere else meanwhile.
 * It takes a journal over with a new epoch as an incarnation does, and is refused by the same fence (K3). It runs none of
 * the components' code: it cannot check invariants, nor correct, nor execute commands.
 *
 * <p>Stages fail with {@link OrderRefused} when nothing was changed. Safe for use by any thread.
 */
public final class StoppedSystem implements AutoCloseable {

    /** How long outcomes are remembered does not matter to what is done here. */
    private static final Duration KEEP = Duration.ofDays(1);

    private static final int MAX_ENTRY_BYTES = 1 << 20;

    private final SegmentedLog log;
    private final long segmentSize;
    private final Host host;
    private final Workers worker;
    private final LogReader reader;
    private final EntryWriter writer;
    private final LedgerLines ledger;
    private final RollbackPlanner planner;

    private StoppedSystem(SegmentedLog log, long segmentSize, Host host) {
        this.log = log;
        this.segmentSize = segmentSize;
        this.host = host;
        worker = host.threads().workers("holdfast-operator", 1);
        reader = new LogReader(log);
        writer = new LogWriter(log, host.clock());
        ledger = new LedgerLines(log, reader, writer, this::writerName);
        planner = new RollbackPlanner(reader, worker, KEEP);
    }

    /**
     * Opens the log of a stopped system; the caller waits.
     *
     * @throws dev.holdfast.persistence.log.LogException if somebody else has it open, or it cannot be read
     */
    public static StoppedSystem open(Path directory, Disk disk, Host host) {
        long size = SegmentSize.of(directory, disk);
        LogOptions options = LogOptions.defaults().withSegmentSize(size);
        return new StoppedSystem(SegmentedLog.open(directory, options, disk, host), size, host);
    }

    /** Plans a roll-back; see {@link RollbackPlanner#plan}. */
    public CompletionStage<RollbackPlan> plan(ComponentId component, Rollback rollback) {
        return planner.plan(component, rollback);
    }

    /**
     * Applies a plan: writes a new epoch and what is voided as one group. Whether the component's invariants hold then is
     * found out when it recovers.
     */
    public CompletionStage<Done> apply(RollbackPlan plan, String token, Mandate mandate) {
        try {
            plan.requireApplicable(token);
            if (plan.corrects()) {
                throw new OrderRefused(
                        "the plan for " + plan.component() + " corrects, which needs the component's code;"
                                + " nothing was voided. Apply it in the running system");
            }
        } catch (OrderRefused e) {
            return CompletableFuture.failedStage(e);
        }
        return planner.check(plan)
                .thenCompose(fits -> ordered(
                        plan.component(),
                        plan.summary(),
                        mandate,
                        order -> takeOver(plan.component(), history -> voided(plan, mandate, order, history))));
    }

    private List<Content> voided(RollbackPlan plan, Mandate mandate, String order, History history) {
        Reason reason = new Reason(mandate.why(), mandate.by(), Optional.of(order));
        int maxBytes = (int) Math.min(MAX_ENTRY_BYTES, segmentSize / 8);
        // the first entry of the group starts the epoch
        return List.copyOf(plan.voids()
                .entries(reason, history.sequence() + 2, history.voids().last(), maxBytes));
    }

    /** Gives a command up that was set aside. */
    public CompletionStage<Done> discard(CommandId id, Mandate mandate) {
        ComponentId component = ComponentId.parse(id.target());
        return ordered(
                component,
                "discard " + id,
                mandate,
                order -> takeOver(component, history -> {
                    if (history.quarantine().find(id.sender(), id.number()).isEmpty()) {
                        throw QuarantineReader.notSetAside(id);
                    }
                    return List.of(new QuarantineResolved(
                            id.sender(),
                            id.number(),
                            Resolution.DISCARDED,
                            mandate.by(),
                            mandate.why(),
                            Optional.empty()));
                }));
    }

    private CompletionStage<Done> takeOver(ComponentId component, Function<History, List<Content>> contents) {
        History history = new History(component.persistenceId(), KEEP);
        return JournalPull.run(
                        reader,
                        worker,
                        component.persistenceId(),
                        1,
                        read -> history.accept(read.sequence(), read.entry()))
                .thenApply(done -> group(history, contents.apply(history)))
                .thenCompose(entries ->
                        writer.write(component.persistenceId(), writerName(), history.sequence() + 1, entries))
                .handle((result, error) -> written(component, result, error));
    }

    private List<StoredEntry> group(History history, List<Content> contents) {
        long epoch = history.sequence() + 1;
        Instant now = now();
        Instant time = now.isBefore(history.time()) ? history.time() : now;
        List<Content> all = new ArrayList<>(List.of(new EpochStarted()));
        all.addAll(contents);
        List<StoredEntry> entries = new ArrayList<>();
        HistoryHash before = history.hash();
        for (Content content : all) {
            StoredEntry entry =
                    StoredEntry.encode(before, epoch + entries.size(), new Entry(epoch, time, content), Set.of());
            entries.add(entry);
            before = entry.hash();
        }
        return entries;
    }

    private static Done written(ComponentId component, @Nullable AppendResult result, @Nullable Throwable error) {
        if (error != null) {
            Throwable cause =
                    error instanceof CompletionException && error.getCause() != null ? error.getCause() : error;
            if (cause instanceof IllegalArgumentException) {
                throw new OrderRefused("what is to be written to " + component + " is too large at once: "
                        + cause.getMessage() + "; nothing was changed. Take less at a time");
            }
            throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
        }
        if (result instanceof AppendResult.Refused refused) {
            throw new OrderRefused("the journal of " + component + " belongs to another writer (" + refused.reason()
                    + "); nothing was changed");
        }
        return Done.getInstance();
    }

    private CompletionStage<Done> ordered(
            ComponentId component, String what, Mandate mandate, Function<String, CompletionStage<Done>> carryOut) {
        String order = String.format("o-%016x", host.entropy().nextLong());
        return ledger.ordered(order, now(), component, what, mandate)
                .thenCompose(recorded -> carryOut.apply(order)
                        .handle((done, error) -> ledger.resolved(order, now(), Optional.ofNullable(error))
                                .handle((resolved, unrecorded) -> outcome(order, error, unrecorded)))
                        .thenCompose(stage -> stage));
    }

    /** That what came of it is not on record changes nothing of what came of it. */
    private static Done outcome(String order, @Nullable Throwable error, @Nullable Throwable unrecorded) {
        if (error != null) {
            if (unrecorded != null) {
                error.addSuppressed(unrecorded);
            }
            throw error instanceof CompletionException wrapped ? wrapped : new CompletionException(error);
        }
        if (unrecorded != null) {
            throw new IllegalStateException(
                    "order " + order + " was carried out, but that could not be written into the ledger", unrecorded);
        }
        return Done.getInstance();
    }

    private String writerName() {
        return String.format("operator-%016x", host.entropy().nextLong());
    }

    private Instant now() {
        return host.clock().now().truncatedTo(ChronoUnit.MILLIS);
    }

    @Override
    public void close() {
        try {
            log.close();
        } finally {
            worker.close();
        }
    }
}
