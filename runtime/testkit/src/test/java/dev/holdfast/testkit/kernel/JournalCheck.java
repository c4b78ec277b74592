package dev.holdfast.testkit.kernel;

import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.node.Node;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/** Reads what a component's journal holds, and says where an incarnation wrote that may not write. */
final class JournalCheck {

    private final String persistenceId;
    private long sequence;
    private long epoch;
    private Optional<String> client = Optional.empty();

    private JournalCheck(String persistenceId) {
        this.persistenceId = persistenceId;
    }

    static void check(Simulation simulation, Node node, String persistenceId) {
        JournalReader reader = EmbeddedLog.get(Adapter.toClassic(node.system())).reader();
        JournalCheck check = new JournalCheck(persistenceId);
        List<ReadEntry> read;
        do {
            try {
                read = simulation.await(reader.read(persistenceId, check.sequence + 1, Long.MAX_VALUE, 100, 1 << 20));
            } catch (CompletionException e) {
                throw new AssertionError("K3, K8: the journal of " + persistenceId + " cannot be read", e);
            }
            read.forEach(each -> check.take(each.sequence(), each.entry().entry()));
        } while (!read.isEmpty());
    }

    private void take(long number, Entry entry) {
        require(number == sequence + 1, "K3, K8", number, "follows entry " + sequence);
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
        if (entry.content() instanceof Committed committed) {
            committed.outcomes().forEach(outcome -> take(number, outcome));
        }
    }

    /** Each life of the machine has one client, and an epoch is of one incarnation. */
    private void take(long number, Outcome outcome) {
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
