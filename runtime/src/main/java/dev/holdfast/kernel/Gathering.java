package dev.holdfast.kernel;

import dev.holdfast.config.KernelSettings;
import dev.holdfast.kernel.Decided.Correction;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.OpenEffects;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.QuarantineResolved;
import dev.holdfast.persistence.log.Tag;
import dev.holdfast.recovery.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a kernel has decided and not yet begun to write: outcomes, operators' orders about what was set aside, and
 * settlements, in that order (K1). The next write takes all of it, as one atomic group.
 */
final class Gathering {

    /** With the largest number of commands, an entry's names then still fit its 16 bits. */
    static final int MAX_EFFECTS = 16_384;

    private record Key(String target, long number) {}

    private final KernelSettings.Batch limits;
    private List<Decided> outcomes = new ArrayList<>();
    private List<Lone> corrections = new ArrayList<>();
    private List<Fault> healed = new ArrayList<>();
    private Map<Key, Settlement> settlements = new LinkedHashMap<>();
    private Map<Key, Settlement> settling = Map.of();
    private Map<CommandId, Resolving> resolutions = new LinkedHashMap<>();
    private Map<CommandId, Resolving> resolving = Map.of();
    private long bytes;
    private long events;
    private int effects;
    private int opening;

    Gathering(KernelSettings.Batch limits) {
        this.limits = limits;
    }

    /** A correction by itself, and how many outcomes stand before it. */
    private record Lone(int before, Correction correction) {}

    /**
     * What is written together.
     *
     * @param outcomes the outcomes to release when it is written
     * @param group the entries
     * @param events how many events they hold
     * @param healed faults that did not show again
     * @param resolved what operators ordered
     */
    record Batch(List<Decided> outcomes, EntryGroup group, long events, List<Fault> healed, List<Resolving> resolved) {}

    void add(Decided decided) {
        outcomes.add(decided);
        bytes += decided.size();
        effects += decided.effects().size();
        if (decided.result() instanceof Outcome.Completed completed) {
            events += completed.events().size();
        }
        decided.correction()
                .ifPresent(correction -> events += correction.events().size());
    }

    /** A correction that stands between the outcomes before and after it. */
    void add(Correction correction) {
        corrections.add(new Lone(outcomes.size(), correction));
        bytes += Verdict.size(correction.events());
        events += correction.events().size();
    }

    /** A fault did not show again. */
    void heal(Fault fault) {
        healed.add(fault);
    }

    /** A target that got an effect twice answers twice; the second answer may come while the first is being written. */
    void settle(Settlement settlement) {
        Key key = new Key(settlement.target(), settlement.number());
        if (!settling.containsKey(key)) {
            settlements.putIfAbsent(key, settlement);
        }
    }

    /** An operator deals with a command that was set aside; it stands behind the outcomes. */
    void add(Resolving order) {
        resolutions.put(order.id(), order);
        bytes += Verdict.OVERHEAD + Verdict.size(order.reissue().stream().toList());
        effects += order.reissue().isPresent() ? 1 : 0;
    }

    /** Whether somebody deals with this command already. */
    boolean isResolving(CommandId id) {
        return resolutions.containsKey(id) || resolving.containsKey(id);
    }

    boolean isEmpty() {
        return outcomes.isEmpty() && corrections.isEmpty() && settlements.isEmpty() && resolutions.isEmpty();
    }

    boolean isFull() {
        return outcomes.size() >= limits.maxCommands() || bytes >= limits.maxBytes() || effects >= MAX_EFFECTS;
    }

    /** How many effects the outcomes that are gathered or being written will open. */
    int effects() {
        return effects + opening;
    }

    /** The batch closed last is written: its effects and settlements are part of the history now. */
    void written() {
        opening = 0;
        settling = Map.of();
        resolving = Map.of();
    }

    /** Ends the batch: numbers its effects and encodes its entries to follow the history. Only while nothing is in flight. */
    Batch close(History history, Instant now) {
        EntryGroup group = new EntryGroup(history, now);
        Numbers numbers = new Numbers(history.effects());
        addOutcomes(group, history, numbers);
        resolutions.values().forEach(order -> group.add(history.epoch(), numbers.resolved(order), Set.of()));
        if (!settlements.isEmpty()) {
            boolean quiet = history.effects().count() + effects == settlements.size();
            Set<Tag> tags = quiet ? EnumSet.of(Tag.QUIET) : EnumSet.noneOf(Tag.class);
            group.add(history.epoch(), new EffectSettled(List.copyOf(settlements.values())), tags);
        }
        Batch batch = new Batch(outcomes, group, events, healed, List.copyOf(resolutions.values()));
        outcomes = new ArrayList<>();
        corrections = new ArrayList<>();
        healed = new ArrayList<>();
        settling = settlements;
        settlements = new LinkedHashMap<>();
        resolving = resolutions;
        resolutions = new LinkedHashMap<>();
        bytes = 0;
        events = 0;
        opening = effects;
        effects = 0;
        return batch;
    }

    /** What is corrected has an entry of its own, so there may be several. */
    private void addOutcomes(EntryGroup group, History history, Numbers numbers) {
        List<Outcome> run = new ArrayList<>(outcomes.size());
        Iterator<Lone> lone = corrections.iterator();
        @Nullable Lone next = lone.hasNext() ? lone.next() : null;
        for (int i = 0; i <= outcomes.size(); i++) {
            while (next != null && next.before == i) {
                run = commit(run, group, history);
                group.add(history.epoch(), corrected(next.correction, Optional.empty()), Set.of());
                next = lone.hasNext() ? lone.next() : null;
            }
            if (i < outcomes.size()) {
                Decided decided = outcomes.get(i);
                Outcome outcome = numbers.number(decided);
                if (decided.correction().isPresent()) {
                    run = commit(run, group, history);
                    Corrected corrected = corrected(decided.correction().get(), Optional.of(outcome));
                    group.add(history.epoch(), corrected, Set.of());
                } else {
                    run.add(outcome);
                }
            }
        }
        commit(run, group, history);
    }

    private static Corrected corrected(Correction correction, Optional<Outcome> outcome) {
        return new Corrected(correction.fault(), correction.events(), outcome);
    }

    private static List<Outcome> commit(List<Outcome> run, EntryGroup group, History history) {
        if (!run.isEmpty()) {
            group.add(history.epoch(), new Committed(run), Set.of());
        }
        return new ArrayList<>();
    }

    /** Gives effects their numbers: those that follow for their targets. */
    private static final class Numbers {
        private final OpenEffects open;
        private final Map<String, Long> next = new HashMap<>();

        Numbers(OpenEffects open) {
            this.open = open;
        }

        Outcome number(Decided decided) {
            List<Effect> own = new ArrayList<>(decided.effects().size());
            for (Verdict.Sending sending : decided.effects()) {
                own.add(number(sending.target(), sending.command()));
            }
            return decided.outcome(own);
        }

        /** A command is issued again as an effect of the component to itself. */
        QuarantineResolved resolved(Resolving order) {
            CommandId id = order.id();
            Optional<Effect> reissue = order.reissue().map(command -> number(id.target(), command));
            return new QuarantineResolved(
                    id.sender(),
                    id.number(),
                    order.how(),
                    order.mandate().by(),
                    order.mandate().why(),
                    reissue);
        }

        private Effect number(String target, Encoded command) {
            long number = next.computeIfAbsent(target, open::nextNumber);
            next.put(target, number + 1);
            return new Effect(target, number, command);
        }
    }
}
