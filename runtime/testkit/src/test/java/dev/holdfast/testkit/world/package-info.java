@NullMarked
package dev.holdfast.testkit.world;

import org.jspecify.annotations.NullMarked;
