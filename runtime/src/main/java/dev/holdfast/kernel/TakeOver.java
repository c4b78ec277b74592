package dev.holdfast.kernel;

import dev.holdfast.component.InvariantViolated;
import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.Beginnings.Beginning;
import dev.holdfast.kernel.Beginnings.Outlook;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.Replay.Misfit;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.Since;
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

        /** What an operator planned is not to be done: all of it was voided already, or the plan is stale. */
        void refuse(OrderRefused refusal, boolean voided);

        /**
         * It owns the journal.
         *
         * @param checkpoint the revision of the last checkpoint that is known, 0 without
         */
        void serve(History history, long checkpoint);
    }

    private final Environment environment;
    private final Incarnation incarnation;
    private final InlineDecider<?, ?> decider;
    private final Hands hands;
    private final long highest;
    private Orders orders;
    private Voids all = Voids.NONE;
    private Beginning begun;
    private Optional<Fault> suspicion = Optional.empty();

    /** @param highest the highest sequence number of the journal, 0 if it is empty */
    TakeOver(Environment environment, Incarnation incarnation, InlineDecider<?, ?> decider, Hands hands, long highest) {
        this.environment = environment;
        this.incarnation = incarnation;
        this.decider = decider;
        this.hands = hands;
        this.highest = highest;
        this.orders = incarnation.orders();
        this.begun = Beginning.before(environment, incarnation);
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
                        hands.fail(begun.history().revision(), misfit.get());
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
        try {
            orders = orders.plan().isPresent() ? orders : orders.without(voided);
            all = voided.and(orders.ranges());
        } catch (IllegalArgumentException e) {
            refuseTwice(voided, e);
            return;
        }
        new Beginnings(environment, incarnation, decider, hands).find(new Outlook(highest, all), this::fold);
    }

    private void fold(Beginning beginning) {
        begun = beginning;
        begun.history().expect(all);
        pull(new Replay(environment, incarnation.persistenceId(), orders, begun.history(), decider));
    }

    /** A revision is voided once. */
    private void refuseTwice(Voids voided, IllegalArgumentException twice) {
        orders.plan()
                .ifPresentOrElse(
                        planned -> hands.refuse(
                                Since.already(planned.plan(), voided.ranges()),
                                planned.plan().voids().ranges().stream().allMatch(voided::covers)),
                        () -> hands.fail(begun.history().revision(), Misfit.of(FaultKind.CRASH, twice)));
    }

    private void pull(Replay replay) {
        if (begun.history().sequence() >= highest) {
            conclude(replay);
            return;
        }
        hands.await(
                "the entries from " + (begun.history().sequence() + 1),
                replay.read(highest),
                entries -> replay.take(entries, highest).ifPresentOrElse(this::misfit, () -> pull(replay)),
                this::failed);
    }

    /**
     * What shows on a state that was kept, or was made of one, may be memory that was corrupted; it is a fault only when it
     * shows on the fold of the whole journal, too (R1).
     */
    private void misfit(Misfit misfit) {
        boolean ofState = misfit.kind() == FaultKind.POISON_EVENT || misfit.kind() == FaultKind.INVARIANT_VIOLATED;
        if (ofState && begun.kept()) {
            suspicion = Optional.of(environment.fault(
                    misfit.kind(),
                    incarnation.persistenceId(),
                    begun.history().revision(),
                    Optional.empty(),
                    misfit.thrown(),
                    false));
            fold(Beginning.start(environment, incarnation, decider));
        } else {
            hands.fail(begun.history().revision(), misfit);
        }
    }

    /** The fold is whole: now what is ordered can be done. */
    private void conclude(Replay replay) {
        Optional<OrderRefused> refusal = replay.refusal();
        if (refusal.isPresent()) {
            hands.refuse(refusal.get(), false);
            return;
        }
        Optional<InvariantViolated> violated = decider.violated();
        if (violated.isPresent() && begun.kept()) {
            misfit(new Misfit(FaultKind.INVARIANT_VIOLATED, violated.get(), Remedies.NONE));
            return;
        }
        long epoch = begun.history().sequence() + 1;
        EntryGroup group =
                new EntryGroup(begun.history(), notBefore(begun.history().time()));
        group.add(epoch, new EpochStarted(), Set.of());
        replay.voided(group, epoch);
        Optional<Misfit> misfit = violated.flatMap(broken -> correct(broken, group, epoch));
        if (misfit.isPresent()) {
            hands.fail(begun.history().revision(), misfit.get());
            return;
        }
        Optional<Fault> gone = violated.isPresent() ? Optional.empty() : suspicion.or(this::seenBefore);
        hands.write(group, () -> {
            group.acceptedBy(begun.history());
            gone.ifPresent(fault -> incarnation.front().tell(new Healed(incarnation.number(), fault, epoch)));
            hands.serve(begun.history(), begun.checkpoint());
        });
    }

    /**
     * What an incarnation before saw, and does not show on a state folded anew, was memory that was corrupted; unless it was
     * mended since: by a void that was ordered, or by something that was stored after all.
     */
    private Optional<Fault> seenBefore() {
        long revision = begun.history().revision();
        return incarnation.orders().voids().isEmpty()
                ? orders.forward().filter(fault -> fault.revision() == revision)
                : Optional.empty();
    }

    /** Corrects the state, if that is ordered. */
    private Optional<Misfit> correct(InvariantViolated violated, EntryGroup group, long epoch) {
        Optional<String> fault = orders.correctsFor();
        Optional<List<Encoded>> events;
        try {
            events = fault.isEmpty() ? Optional.empty() : decider.correct(violated, orders.version());
        } catch (CorrectionFailedException e) {
            return Optional.of(new Misfit(FaultKind.INVARIANT_VIOLATED, e, Remedies.NONE));
        }
        if (events.isEmpty()) {
            return Optional.of(new Misfit(FaultKind.INVARIANT_VIOLATED, violated, decider.remedies(violated)));
        }
        group.add(epoch, new Corrected(fault.get(), events.get(), Optional.empty()), Set.of());
        return Optional.empty();
    }

    private void failed(Throwable cause) {
        hands.fail(begun.history().revision(), Misfit.of(Replay.kindOf(cause), cause));
    }

    private Instant notBefore(Instant time) {
        Instant now = environment.now();
        return now.isBefore(time) ? time : now;
    }
}
