package dev.holdfast.testing;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.component.InvariantViolated;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A till whose events can be made impossible to apply, and which corrects a negative sum. */
public record Till(long cents) {

    public sealed interface TillEvent {}

    public record Filled(long cents, String key) implements TillEvent {}

    public record Taken(long cents) implements TillEvent {}

    public record Adjusted(long cents) implements TillEvent {}

    /** One event for each. */
    public record Fill(List<Long> cents, String key) implements Command<Long> {}

    public record Take(long cents) implements Command<Long> {}

    /** Fills, and has another till filled. */
    public record Share(String with, long cents, String key) implements Command<Long> {}

    public record Count() implements Command<Long> {}

    private static final Set<String> POISONED = ConcurrentHashMap.newKeySet();

    public static final Component<Till, TillEvent> TILL = Component.<Till, TillEvent>named("till")
            .startsAs(id -> new Till(0))
            .decides(
                    Fill.class,
                    (till, fill, context) -> Decision.of(fill.cents().stream()
                                    .map(cents -> new Filled(cents, fill.key()))
                                    .toArray(TillEvent[]::new))
                            .reply(Till::cents))
            .decides(
                    Take.class,
                    (till, take, context) ->
                            Decision.of(new Taken(take.cents())).reply(Till::cents))
            .decides(
                    Share.class,
                    (till, share, context) -> Decision.of(new Filled(share.cents(), share.key()))
                            .then(Effect.send("till", share.with(), fill(share.cents())))
                            .reply(Till::cents))
            .decides(
                    Count.class,
                    (till, count, context) -> Decision.<TillEvent>of().reply(Till::cents))
            .applies(Filled.class, (till, filled) -> {
                if (POISONED.contains(filled.key())) {
                    throw new IllegalStateException("planned: " + filled.key() + " is poisoned");
                }
                return new Till(till.cents() + filled.cents());
            })
            .applies(Taken.class, (till, taken) -> new Till(till.cents() - taken.cents()))
            .applies(Adjusted.class, (till, adjusted) -> new Till(till.cents() + adjusted.cents()))
            .holds("never negative", till -> till.cents() >= 0)
            .corrects(InvariantViolated.class, (till, fault) -> List.of(new Adjusted(-till.cents())))
            .build();

    /** From now on no event of a command with this key can be applied. */
    public static void poison(String key) {
        POISONED.add(key);
    }

    public static Fill fill(long... cents) {
        return keyed("", cents);
    }

    public static Fill keyed(String key, long... cents) {
        return new Fill(java.util.Arrays.stream(cents).boxed().toList(), key);
    }
}
