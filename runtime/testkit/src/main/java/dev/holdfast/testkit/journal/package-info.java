/** A simulated database behind Pekko's journal plugins, for nodes that do not use the embedded log. */
@NullMarked
package dev.holdfast.testkit.journal;

import org.jspecify.annotations.NullMarked;
