package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.Outcome.Rejected;
import dev.holdfast.persistence.entry.Outcome.Result;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;

/** The entries of one component that a kernel could have written, the same for the same seed. */
final class RandomHistory {

    static final List<String> SENDERS = List.of("client-a", "client-b", "order|7");
    static final List<String> TARGETS = List.of("stock|1", "mail|x");
    private static final List<Settled> SETTLED = List.of(Settled.values());

    /** One entry in both forms. */
    record Written(long sequence, StoredEntry stored, Entry entry) {}

    private final Random random;
    private final Map<String, Long> presented = new HashMap<>();
    private final Map<String, Long> numbered = new HashMap<>();
    private final List<Settlement> open = new ArrayList<>();
    private HistoryHash hash = HistoryHash.NONE;
    private long sequence;
    private long epoch;
    private Instant time = Instant.ofEpochMilli(1_700_000_000_000L);

    RandomHistory(long seed) {
        random = new Random(seed);
    }

    Written next() {
        sequence++;
        time = time.plusMillis(random.nextInt(100));
        Content content = content();
        Entry entry = new Entry(epoch, time, content);
        StoredEntry stored = StoredEntry.encode(hash, sequence, entry, Set.of());
        hash = stored.hash();
        return new Written(sequence, stored, entry);
    }

    private Content content() {
        if (sequence == 1 || random.nextInt(10) == 0) {
            epoch = sequence;
            return new EpochStarted();
        }
        return !open.isEmpty() && random.nextInt(3) == 0 ? settle() : commit();
    }

    private Content settle() {
        List<Settlement> settled = new ArrayList<>();
        for (int i = random.nextInt(3); i >= 0 && !open.isEmpty(); i--) {
            settled.add(open.remove(random.nextInt(open.size())));
        }
        return new EffectSettled(settled);
    }

    private Content commit() {
        List<Outcome> outcomes = new ArrayList<>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            outcomes.add(outcome());
        }
        return new Committed(outcomes);
    }

    private Outcome outcome() {
        String sender = SENDERS.get(random.nextInt(SENDERS.size()));
        long number = presented.merge(sender, 1L, Long::sum);
        long floor = Math.max(1, number - random.nextInt(12));
        Instant deadline = sender.indexOf('|') > 0 ? Instant.MAX : time.plusMillis(random.nextInt(1000));
        return new Outcome(sender, number, floor, deadline, random.nextLong(), time, random.nextLong(), result());
    }

    private Result result() {
        return switch (random.nextInt(4)) {
            case 0 -> new Rejected("too-late");
            case 1 -> new Quarantined("fault-" + random.nextInt(100), "it threw", value());
            default -> {
                List<Encoded> events = new ArrayList<>();
                List<Effect> effects = new ArrayList<>();
                for (int i = random.nextInt(3); i > 0; i--) {
                    events.add(value());
                    effects.add(effect());
                }
                yield new Completed(events, value(), effects);
            }
        };
    }

    private Effect effect() {
        String target = TARGETS.get(random.nextInt(TARGETS.size()));
        long number = numbered.merge(target, 1L, Long::sum);
        open.add(new Settlement(target, number, SETTLED.get(random.nextInt(SETTLED.size()))));
        return new Effect(target, number, value());
    }

    private Encoded value() {
        byte[] bytes = new byte[random.nextInt(8)];
        random.nextBytes(bytes);
        return new Encoded("value-" + random.nextInt(3), 1 + random.nextInt(2), bytes);
    }
}
