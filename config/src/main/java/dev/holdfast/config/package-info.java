/**
 * Holdfast's settings: HOCON read once into immutable, self-validating records.
 *
 * <p>Start at {@link HoldfastSettings#from}, or at {@link ConfigurationFiles} before anything starts. Whatever is wrong is reported at once, in one
 * {@link ConfigurationException}, each {@link Problem} with its file, line, path and what is allowed there. The keys, their
 * units and defaults are documented in this module's {@code reference.conf}.
 */
@NullMarked
package dev.holdfast.config;

import org.jspecify.annotations.NullMarked;
