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
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/**
 * The entries of one component that its incarnations could have written, with voids, corrections and resolutions; the same
 * for the same seed. What may be voided is kept book of here, not asked of the code under test.
 */
final class RandomHistory {

    static final List<String> SENDERS = List.of("client-a", "client-b", "order|7");
    static final List<String> TARGETS = List.of("stock|1", "mail|x");
    static final String ID = "account|1";
    private static final List<Settled> SETTLED = List.of(Settled.values());

    /** One entry in both forms. */
    record Written(long sequence, StoredEntry stored, Entry entry) {}

    /** Events that belong together. */
    private record Together(Range revisions, Optional<Outcome> outcome) {}

    private final Random random;
    private final List<Together> voidable = new ArrayList<>();
    private final List<Outcome> quarantined = new ArrayList<>();
    private long revision;
    private long lastVoid;
    private int guests;
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
        return switch (random.nextInt(12)) {
            case 0 -> voidable.isEmpty() ? commit() : voided();
            case 1 -> corrected();
            case 2 -> quarantined.isEmpty() ? commit() : resolved();
            default -> !open.isEmpty() && random.nextInt(3) == 0 ? settle() : commit();
        };
    }

    private Content voided() {
        TreeMap<Long, Together> taken = new TreeMap<>();
        for (int picks = random.nextInt(3); picks >= 0 && !voidable.isEmpty(); picks--) {
            int size = voidable.size();
            int at = random.nextBoolean() ? random.nextInt(size) : Math.max(0, size - 1 - random.nextInt(12));
            for (int run = random.nextInt(4); run >= 0 && at < voidable.size(); run--) {
                Together together = voidable.remove(at);
                taken.put(together.revisions().first(), together);
            }
        }
        List<Range> ranges = new ArrayList<>();
        List<Revoked> replies = new ArrayList<>();
        for (Together together : taken.values()) {
            Range last = ranges.isEmpty() ? together.revisions() : ranges.get(ranges.size() - 1);
            boolean join = last.last() + 1 == together.revisions().first() && random.nextBoolean();
            if (join) {
                ranges.set(
                        ranges.size() - 1,
                        new Range(last.first(), together.revisions().last()));
            } else {
                ranges.add(together.revisions());
            }
            together.outcome().ifPresent(outcome -> replies.add(revoked(outcome, together.revisions())));
        }
        long previous = lastVoid;
        lastVoid = sequence;
        Optional<String> fault = random.nextBoolean() ? Optional.of("f-1") : Optional.empty();
        return new Voided(ranges, replies, "a mistake", "ann", fault, previous);
    }

    private static Revoked revoked(Outcome outcome, Range revisions) {
        Encoded reply = ((Completed) outcome.result()).reply();
        return new Revoked(outcome.sender(), outcome.number(), revisions, reply);
    }

    private Content corrected() {
        Optional<Outcome> outcome = random.nextBoolean() ? Optional.of(outcome(completed())) : Optional.empty();
        List<Encoded> events = new ArrayList<>(List.of(value()));
        for (int i = random.nextInt(3); i > 0; i--) {
            events.add(value());
        }
        long first = revision + 1;
        revision += events.size();
        outcome.ifPresent(o -> revision += ((Completed) o.result()).events().size());
        remember(new Range(first, revision), outcome);
        return new Corrected("f-" + random.nextInt(100), events, outcome);
    }

    private void remember(Range revisions, Optional<Outcome> outcome) {
        boolean effects = outcome.isPresent()
                && !((Completed) outcome.get().result()).effects().isEmpty();
        if (!effects) {
            voidable.add(new Together(revisions, outcome));
        }
    }

    private Content resolved() {
        Outcome outcome = quarantined.remove(random.nextInt(quarantined.size()));
        Optional<Effect> reissue = random.nextBoolean() ? Optional.of(effect(ID)) : Optional.empty();
        Resolution how = reissue.isPresent() ? Resolution.REISSUED : Resolution.DISCARDED;
        return new QuarantineResolved(outcome.sender(), outcome.number(), how, "ann", "looked at it", reissue);
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
            Outcome outcome = outcome(result());
            outcomes.add(outcome);
            if (outcome.result() instanceof Completed completed
                    && !completed.events().isEmpty()) {
                long first = revision + 1;
                revision += completed.events().size();
                remember(new Range(first, revision), Optional.of(outcome));
            } else if (outcome.result() instanceof Quarantined) {
                quarantined.add(outcome);
            }
        }
        return new Committed(outcomes);
    }

    private Outcome outcome(Result result) {
        String sender = random.nextInt(50) == 0 ? "guest-" + guests++ : SENDERS.get(random.nextInt(SENDERS.size()));
        long number = presented.merge(sender, 1L, Long::sum);
        long floor = Math.max(1, number - random.nextInt(12));
        Instant deadline = sender.indexOf('|') > 0 ? Instant.MAX : time.plusMillis(random.nextInt(1000));
        return new Outcome(sender, number, floor, deadline, random.nextLong(), time, random.nextLong(), result);
    }

    private Result result() {
        return switch (random.nextInt(4)) {
            case 0 -> new Rejected("too-late");
            case 1 -> new Quarantined("fault-" + random.nextInt(100), "it threw", value());
            default -> completed();
        };
    }

    private Completed completed() {
        List<Encoded> events = new ArrayList<>();
        List<Effect> effects = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            events.add(value());
            if (random.nextInt(4) == 0) {
                effects.add(effect(TARGETS.get(random.nextInt(TARGETS.size()))));
            }
        }
        return new Completed(events, value(), effects);
    }

    private Effect effect(String target) {
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
