/** Holdfast's own kernel, log and effects under simulation, as they are and with bugs planted in them. */
@NullMarked
package dev.holdfast.testkit.kernel;

import org.jspecify.annotations.NullMarked;
