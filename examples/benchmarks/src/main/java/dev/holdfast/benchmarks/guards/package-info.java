/** What ring, invariants and dedup cost a component. */
@NullMarked
package dev.holdfast.benchmarks.guards;

import org.jspecify.annotations.NullMarked;
