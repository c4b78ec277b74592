package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.Range;
import java.util.Optional;

/**
 * What a component has against a fault, besides beginning anew.
 *
 * @param corrects whether it declares a correction for what was thrown
 * @param alternates how many other versions of the code that failed it has
 * @param voidable the events that could be voided: those of the command whose event cannot be applied
 */
record Remedies(boolean corrects, int alternates, Optional<Range> voidable) {

    static final Remedies NONE = new Remedies(false, 0, Optional.empty());
}
