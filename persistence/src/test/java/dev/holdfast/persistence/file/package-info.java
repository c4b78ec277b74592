/** Tests of the file port, and disks for tests. */
@NullMarked
package dev.holdfast.persistence.file;

import org.jspecify.annotations.NullMarked;
