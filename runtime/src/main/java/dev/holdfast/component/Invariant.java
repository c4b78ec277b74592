package dev.holdfast.component;

import java.util.function.Predicate;

/**
 * What is true of every state of a component between two commands.
 *
 * @param text what it says, unique within the component; faults and the ledger name it so
 * @param predicate true for a state in which it holds
 * @param <S> the state
 */
public record Invariant<S>(String text, Predicate<? super S> predicate) {

    /** Refuses an empty text. */
    public Invariant {
        if (text.isBlank()) {
            throw new IllegalArgumentException("an invariant needs a text that says what always holds");
        }
    }
}
