/** The durable record of every fault: what was detected, what was decided, what came of it. */
@NullMarked
package dev.holdfast.ledger;

import org.jspecify.annotations.NullMarked;
