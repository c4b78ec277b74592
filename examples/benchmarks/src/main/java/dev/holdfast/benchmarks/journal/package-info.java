/** The journal plugin and the kernel beside other journals. */
@NullMarked
package dev.holdfast.benchmarks.journal;

import org.jspecify.annotations.NullMarked;
