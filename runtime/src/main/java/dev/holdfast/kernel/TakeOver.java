package dev.holdfast.kernel;

import dev.holdfast.component.InvariantViolated;
import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Beginnings.Outlook;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.Replay.Misfit;
import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.VoidChain;
import dev.holdfast.persistence.entry.Voids;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.recovery.Fault;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An incarnation's way from nothing to serving. It learns what is voided, finds a state to begin at, folds the journal from
 * there, does what it was ordered, and takes the journal over with one group of entries that holds its epoch and all that
 * it was ordered (R4). Until that group is durable nothing has changed.
 */
final class TakeOver {

    /** How the wishes are carried out. */
    interface Hands extends Reading {
        /** Writes the group; must be the last call of a message's handling. */
        void write(EntryGroup group, Runnable written);

        /** The incarnation is at its end, having folded up to this revision. */
        void fail(long revision, Misfit misfit);

        /** It owns the journal, and began at this revision. */
        void serve(History history, long began);
    }

    private final Environment environment;
    private final Incarnation incarnation;
    private final InlineDecider<?, ?> decider;
    private final Hands hands;
    private final long highest;
    private History history;
    private long began;

    /** @param highest the highest sequence number of the journal, 0 if it is empty */
    TakeOver(Environment environment, Incarnation incarnation, InlineDecider<?, ?> decider, Hands hands, long highest) {
        this.environment = environment;
        this.incarnation = incarnation;
        this.decider = decider;
        this.hands = hands;
        this.highest = highest;
        this.history = new History(
                incarnation.persistenceId(), environment.settings().dedup().keep());
    }

    void begin() {
        hands.await(
                "the last void",
                environment.reader().lastVoid(incarnation.persistenceId(), highest),
                last -> follow(new VoidChain(incarnation.persistenceId(), last)),
                this::failed);
    }

    /** What was voided must be known before a payload is read: it must never reach user code again (K9). */
    private void follow(VoidChain chain) {
        if (chain.next().isEmpty()) {
            find(chain.voids());
            return;
        }
        long sequence = chain.next().get();
        hands.await(
                "the void at entry " + sequence,
                environment.reader().read(incarnation.persistenceId(), sequence, sequence, 1, Integer.MAX_VALUE),
                entries -> {
                    Optional<Misfit> misfit = take(chain, sequence, entries);
                    if (misfit.isPresent()) {
                        hands.fail(history.revision(), misfit.get());
                    } else {
                        follow(chain);
                    }
                },
                this::failed);
    }

    private static Optional<Misfit> take(VoidChain chain, long sequence, List<ReadEntry> entries) {
        try {
            if (entries.isEmpty()) {
                throw new BrokenHistoryException("entry " + sequence + ", which voids revisions, is missing; nothing is"
                        + " served from that journal");
            }
            chain.take(entries.get(0).sequence(), entries.get(0).entry());
            return Optional.empty();
        } catch (BrokenHistoryException e) {
            return Optional.of(Misfit.of(FaultKind.STORAGE_CORRUPT, e));
        }
    }

    private void find(Voids voided) {
        Voids all;
        try {
            all = voided.and(incarnation.orders().ranges());
        } catch (IllegalArgumentException e) {
            hands.fail(history.revision(), Misfit.of(FaultKind.CRASH, e));
            return;
        }
        new Beginnings(environment, incarnation, decider, hands).find(new Outlook(highest, all), found -> {
            history = found;
            began = found.revision();
            history.expect(all);
            pull(new Replay(environment, incarnation, history, decider));
        });
    }

    private void pull(Replay replay) {
        if (history.sequence() >= highest) {
            conclude(replay);
            return;
        }
        hands.await(
                "the entries from " + (history.sequence() + 1),
                replay.read(highest),
                entries -> {
                    Optional<Misfit> misfit = replay.take(entries, highest);
                    if (misfit.isPresent()) {
                        hands.fail(history.revision(), misfit.get());
                    } else {
                        pull(replay);
                    }
                },
                this::failed);
    }

    /** The fold is whole: now what is ordered can be done. */
    private void conclude(Replay replay) {
        long epoch = history.sequence() + 1;
        EntryGroup group = new EntryGroup(history, notBefore(history.time()));
        group.add(epoch, new EpochStarted(), Set.of());
        replay.voided(group, epoch);
        Optional<InvariantViolated> violated = decider.violated();
        if (violated.isPresent()) {
            Optional<Misfit> misfit = correct(violated.get(), group, epoch);
            if (misfit.isPresent()) {
                hands.fail(history.revision(), misfit.get());
                return;
            }
        }
        // what was to be corrected and does not show on a state folded anew was memory that was corrupted (R1)
        Optional<Fault> gone =
                violated.isPresent() ? Optional.empty() : incarnation.orders().forward();
        hands.write(group, () -> {
            group.acceptedBy(history);
            gone.ifPresent(fault -> incarnation.front().tell(new Healed(incarnation.number(), fault)));
            hands.serve(history, began);
        });
    }

    /** Corrects the state, if that is ordered. */
    private Optional<Misfit> correct(InvariantViolated violated, EntryGroup group, long epoch) {
        Optional<Fault> fault = incarnation.orders().forward();
        Optional<List<Encoded>> events;
        try {
            events = fault.isEmpty()
                    ? Optional.empty()
                    : decider.correct(violated, incarnation.orders().version());
        } catch (CorrectionFailedException e) {
            return Optional.of(new Misfit(FaultKind.INVARIANT_VIOLATED, e, Remedies.NONE));
        }
        if (events.isEmpty()) {
            return Optional.of(new Misfit(FaultKind.INVARIANT_VIOLATED, violated, decider.remedies(violated)));
        }
        group.add(epoch, new Corrected(fault.get().id(), events.get(), Optional.empty()), Set.of());
        return Optional.empty();
    }

    private void failed(Throwable cause) {
        hands.fail(history.revision(), Misfit.of(Replay.kindOf(cause), cause));
    }

    private Instant notBefore(Instant time) {
        Instant now = environment.now();
        return now.isBefore(time) ? time : now;
    }
}
