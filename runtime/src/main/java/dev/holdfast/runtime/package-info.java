/** The entry point: start components in an actor system, and ask them. */
@NullMarked
package dev.holdfast.runtime;

import org.jspecify.annotations.NullMarked;
