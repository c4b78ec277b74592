/** {@code holdfast config}: checks configuration files before anything starts. */
@NullMarked
package dev.holdfast.console.config;

import org.jspecify.annotations.NullMarked;
