@NullMarked
package dev.holdfast.examples.flights;

import org.jspecify.annotations.NullMarked;
