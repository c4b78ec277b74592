package dev.holdfast.testkit.kernel;

import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.CorruptEntryException;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.node.Node;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Reads what a component's journal holds, and says where something is missing, where an incarnation wrote that may not write,
 * and where a command has two outcomes. Each failure names one rule.
 */
final class JournalCheck {

    private final String persistenceId;
    private long sequence;
    private long epoch;
    private Optional<String> client = Optional.empty();
    private HistoryHash hash = HistoryHash.NONE;
    private final Set<CommandId> outcomes = new HashSet<>();

    private JournalCheck(String persistenceId) {
        this.persistenceId = persistenceId;
    }

    /** Of a journal in the node's embedded log. */
    static long check(Simulation simulation, Node node, String persistenceId) {
        return check(
                simulation, EmbeddedLog.get(Adapter.toClassic(node.system())).reader(), persistenceId);
    }

    /** Returns how many entries there are. */
    static long check(Simulation simulation, JournalReader reader, String persistenceId) {
        JournalCheck check = new JournalCheck(persistenceId);
        List<ReadEntry> read;
        do {
            try {
                read = simulation.await(reader.read(persistenceId, check.sequence + 1, Long.MAX_VALUE, 100, 1 << 20));
            } catch (CompletionException e) {
                throw new AssertionError("D2: the journal of " + persistenceId + " cannot be read", e);
            }
            read.forEach(each -> check.take(each.sequence(), each.entry()));
        } while (!read.isEmpty());
        return check.sequence;
    }

    private void take(long number, StoredEntry stored) {
        Entry entry;
        try {
            entry = stored.entry();
        } catch (CorruptEntryException e) {
            throw new AssertionError("D2: entry " + number + " of " + persistenceId + " cannot be read", e);
        }
        require(number > sequence, "K3", number, "stands behind entry " + sequence);
        require(number == sequence + 1, "K8", number, "follows entry " + sequence);
        sequence = number;
        if (entry.content() instanceof EpochStarted) {
            epoch = number;
            client = Optional.empty();
        }
        require(
                entry.epoch() == epoch,
                "K3",
                number,
                "is of epoch " + entry.epoch() + ", but " + epoch + " had started");
        followHash(number, stored);
        if (entry.content() instanceof Committed committed) {
            committed.outcomes().forEach(outcome -> take(number, outcome));
        }
    }

    private void followHash(long number, StoredEntry stored) {
        try {
            require(stored.follows(hash, number), "K8", number, "does not follow by its hash from the one before it");
            hash = stored.hash();
        } catch (CorruptEntryException e) {
            throw new AssertionError("D2: entry " + number + " of " + persistenceId + " cannot be read", e);
        }
    }

    /** Each life of the machine has one client, and an epoch is of one incarnation. */
    private void take(long number, Outcome outcome) {
        require(
                outcomes.add(new CommandId(outcome.sender(), persistenceId, outcome.number())),
                "K6",
                number,
                "holds a second outcome of " + outcome.sender() + " " + outcome.number());
        if (outcome.sender().startsWith("client-")) {
            require(
                    client.map(outcome.sender()::equals).orElse(true),
                    "K3",
                    number,
                    "is of a life of the machine later than epoch " + epoch + ": an incarnation went on under it");
            client = Optional.of(outcome.sender());
        }
    }

    private void require(boolean holds, String rule, long number, String what) {
        if (!holds) {
            throw new AssertionError(rule + ": entry " + number + " of " + persistenceId + " " + what);
        }
    }
}
