package dev.holdfast.kernel;

import dev.holdfast.config.KernelSettings;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.OpenEffects;
import dev.holdfast.persistence.entry.Outcome;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.Tag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a kernel has decided and not yet begun to write: outcomes and settlements, in order (K1). The next write takes
 * all of it, as one atomic group of at most one entry of each kind.
 */
final class Gathering {

    /** With the largest number of commands, an entry's names then still fit its 16 bits. */
    static final int MAX_EFFECTS = 16_384;

    private record Key(String target, long number) {}

    private final KernelSettings.Batch limits;
    private List<Decided> outcomes = new ArrayList<>();
    private Map<Key, Settlement> settlements = new LinkedHashMap<>();
    private Map<Key, Settlement> settling = Map.of();
    private long bytes;
    private int effects;
    private int opening;

    Gathering(KernelSettings.Batch limits) {
        this.limits = limits;
    }

    /** An entry in both forms. */
    record Write(StoredEntry stored, Entry entry) {}

    /** One atomic group of entries, and the outcomes to release when it is written. */
    record Batch(List<Decided> outcomes, List<Write> writes) {}

    void add(Decided decided) {
        outcomes.add(decided);
        bytes += decided.size();
        effects += decided.effects().size();
    }

    /** A target that got an effect twice answers twice; the second answer may come while the first is being written. */
    void settle(Settlement settlement) {
        Key key = new Key(settlement.target(), settlement.number());
        if (!settling.containsKey(key)) {
            settlements.putIfAbsent(key, settlement);
        }
    }

    boolean isEmpty() {
        return outcomes.isEmpty() && settlements.isEmpty();
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
    }

    /** Ends the batch: numbers its effects and encodes its entries to follow the history. Only while nothing is in flight. */
    Batch close(History history, Instant now) {
        List<Write> writes = new ArrayList<>(2);
        long sequence = history.sequence() + 1;
        HistoryHash before = history.hash();
        if (!outcomes.isEmpty()) {
            Entry entry = new Entry(history.epoch(), now, new Committed(number(history.effects())));
            Set<Tag> tags = effects > 0 ? EnumSet.of(Tag.OPENS) : EnumSet.noneOf(Tag.class);
            StoredEntry stored = StoredEntry.encode(before, sequence, entry, tags);
            writes.add(new Write(stored, entry));
            before = stored.hash();
            sequence++;
        }
        if (!settlements.isEmpty()) {
            Entry entry = new Entry(history.epoch(), now, new EffectSettled(List.copyOf(settlements.values())));
            boolean quiet = history.effects().count() + effects == settlements.size();
            Set<Tag> tags = quiet ? EnumSet.of(Tag.QUIET) : EnumSet.noneOf(Tag.class);
            writes.add(new Write(StoredEntry.encode(before, sequence, entry, tags), entry));
        }
        Batch batch = new Batch(outcomes, writes);
        outcomes = new ArrayList<>();
        settling = settlements;
        settlements = new LinkedHashMap<>();
        bytes = 0;
        opening = effects;
        effects = 0;
        return batch;
    }

    private List<Outcome> number(OpenEffects open) {
        Map<String, Long> next = new HashMap<>();
        List<Outcome> numbered = new ArrayList<>(outcomes.size());
        for (Decided decided : outcomes) {
            List<Effect> own = new ArrayList<>(decided.effects().size());
            for (Verdict.Sending sending : decided.effects()) {
                long number = next.computeIfAbsent(sending.target(), open::nextNumber);
                next.put(sending.target(), number + 1);
                own.add(new Effect(sending.target(), number, sending.command()));
            }
            numbered.add(decided.outcome(own));
        }
        return numbered;
    }
}
