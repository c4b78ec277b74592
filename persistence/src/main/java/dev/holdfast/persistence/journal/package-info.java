/** The embedded log and its checkpoints as Pekko plugins, and the reader that pulls entries. */
@NullMarked
package dev.holdfast.persistence.journal;

import org.jspecify.annotations.NullMarked;
