/** What to do about a fault: pure decisions over values; the front carries them out. */
@NullMarked
package dev.holdfast.recovery;

import org.jspecify.annotations.NullMarked;
