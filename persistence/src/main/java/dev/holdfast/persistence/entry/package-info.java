/**
 * What a journal holds and what it means: entries in format v1, their codec, and the fold that turns a component's
 * entries into its history. Pure values and functions: no actor, no file, no clock.
 */
@NullMarked
package dev.holdfast.persistence.entry;

import org.jspecify.annotations.NullMarked;
