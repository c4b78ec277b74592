package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Entries of every kind, the same for the same seed. Each is valid for itself; together they are no history. */
final class RandomEntries {

    private static final List<String> TEXTS =
            List.of("a", "client-7f", "account|42", "ledger|Zürich", "order|注文", "emoji|\uD83D\uDE80", "\u0000", " x ");

    private static final List<Settled> SETTLED = List.of(Settled.values());

    private final Random random;

    RandomEntries(long seed) {
        random = new Random(seed);
    }

    Entry next() {
        return new Entry(edge(), instant(), content());
    }

    private Content content() {
        return switch (random.nextInt(7)) {
            case 0 -> new Committed(some(1, this::outcome));
            case 1 -> new EffectSettled(some(1, this::settlement));
            case 2 -> new EpochStarted();
            case 3 -> voided();
            case 4 -> new Corrected(text(), some(1, this::encoded), maybe(() -> outcome(completed())));
            case 5 -> resolved();
            default -> new FaultRecorded(some(1, this::encoded));
        };
    }

    private Voided voided() {
        List<Range> ranges = new ArrayList<>();
        List<Revoked> replies = new ArrayList<>();
        long first = 1L + random.nextInt(1000);
        for (int i = random.nextInt(4); i >= 0; i--) {
            Range range = new Range(first, first + random.nextInt(5));
            ranges.add(range);
            if (random.nextBoolean()) {
                replies.add(new Revoked(text(), 1 + (edge() & (Long.MAX_VALUE >> 1)), range, encoded()));
            }
            first = range.last() + 1 + (random.nextBoolean() ? 0 : edge() >> 3);
        }
        return new Voided(ranges, replies, maybeEmpty(), text(), maybe(this::text), edge());
    }

    private QuarantineResolved resolved() {
        Optional<Effect> reissue = maybe(this::effect);
        Resolution how = reissue.isPresent() ? Resolution.REISSUED : Resolution.DISCARDED;
        return new QuarantineResolved(text(), 1 + (edge() & (Long.MAX_VALUE >> 1)), how, text(), maybeEmpty(), reissue);
    }

    private <T> Optional<T> maybe(Supplier<T> one) {
        return random.nextBoolean() ? Optional.of(one.get()) : Optional.empty();
    }

    private String maybeEmpty() {
        return random.nextBoolean() ? "" : text();
    }

    private Outcome outcome() {
        return outcome(result());
    }

    private Outcome outcome(Result result) {
        long number = 1 + (edge() & (Long.MAX_VALUE >> 1));
        long floor = random.nextBoolean() ? number : 1 + (long) (random.nextDouble() * (number - 1));
        Instant deadline = random.nextInt(4) == 0 ? Instant.MAX : instant();
        return new Outcome(text(), number, floor, deadline, random.nextLong(), instant(), random.nextLong(), result);
    }

    private Result result() {
        return switch (random.nextInt(3)) {
            case 0 -> completed();
            case 1 -> new Rejected(random.nextBoolean() ? "" : text());
            default -> new Quarantined(text(), random.nextBoolean() ? "" : text(), encoded());
        };
    }

    private Completed completed() {
        return new Completed(some(0, this::encoded), encoded(), some(0, this::effect));
    }

    private Effect effect() {
        return new Effect(text(), 1 + (edge() & (Long.MAX_VALUE >> 1)), encoded());
    }

    private Settlement settlement() {
        return new Settlement(text(), edge(), SETTLED.get(random.nextInt(SETTLED.size())));
    }

    private Encoded encoded() {
        byte[] bytes = new byte[random.nextInt(10) == 0 ? 2000 : random.nextInt(40)];
        random.nextBytes(bytes);
        int version = random.nextInt(10) == 0 ? 65535 : 1 + random.nextInt(5);
        return new Encoded(text(), version, bytes);
    }

    private Instant instant() {
        return Instant.ofEpochMilli(random.nextInt(10) == 0 ? edge() >> 1 : random.nextLong(1L << 42));
    }

    private String text() {
        return random.nextInt(3) == 0 ? "n" + random.nextInt(100_000) : TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private long edge() {
        long[] edges = {0, 1, Integer.MAX_VALUE, 1L << 32, Long.MAX_VALUE};
        return random.nextBoolean() ? edges[random.nextInt(edges.length)] : random.nextInt(1000);
    }

    private <T> List<T> some(int least, Supplier<T> one) {
        return Stream.generate(one).limit(least + random.nextInt(4)).toList();
    }
}
