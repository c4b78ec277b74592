@NullMarked
package dev.holdfast.testkit.node;

import org.jspecify.annotations.NullMarked;
