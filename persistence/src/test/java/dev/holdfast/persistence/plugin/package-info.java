@NullMarked
package dev.holdfast.persistence.plugin;

import org.jspecify.annotations.NullMarked;
