/**
 * What a user writes: components as values, their commands, decisions and effects. Everything here is pure and can be
 * tested without an actor system.
 */
@NullMarked
package dev.holdfast.component;

import org.jspecify.annotations.NullMarked;
