/** {@code holdfast journal}: looks into the directory of a log; changes nothing, takes no lock. */
@NullMarked
package dev.holdfast.console.journal;

import org.jspecify.annotations.NullMarked;
