@NullMarked
package dev.holdfast.examples.account;

import org.jspecify.annotations.NullMarked;
