/** Tests of the journal plugin, through Pekko, and of the reader that pulls entries. */
@NullMarked
package dev.holdfast.persistence.journal;

import org.jspecify.annotations.NullMarked;
