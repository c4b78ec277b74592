/** Pekko in a simulated world: its dispatchers, its scheduler and its mailboxes. */
@NullMarked
package dev.holdfast.testkit.actors;

import org.jspecify.annotations.NullMarked;
