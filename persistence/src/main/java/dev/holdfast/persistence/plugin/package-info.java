/**
 * Journals and snapshot stores that are not ours, such as a database: read through Pekko Persistence Query, and through
 * the protocol of Pekko's snapshot stores.
 */
@NullMarked
package dev.holdfast.persistence.plugin;

import org.jspecify.annotations.NullMarked;
