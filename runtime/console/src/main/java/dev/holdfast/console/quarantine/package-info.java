/** {@code holdfast quarantine}: the commands that were set aside. */
@NullMarked
package dev.holdfast.console.quarantine;

import org.jspecify.annotations.NullMarked;
