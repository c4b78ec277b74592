/** Machines of a simulated world: their clocks, threads, disks and actor systems. */
@NullMarked
package dev.holdfast.testkit.node;

import org.jspecify.annotations.NullMarked;
