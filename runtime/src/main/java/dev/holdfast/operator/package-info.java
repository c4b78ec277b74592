/**
 * What an operator can do to components besides asking them: plan a roll-back and see what it takes, look at what was set
 * aside. Values and reading of journals; no actor. A running system carries orders out in its kernels; on the log of a
 * stopped one {@link dev.holdfast.operator.StoppedSystem} does.
 */
@NullMarked
package dev.holdfast.operator;

import org.jspecify.annotations.NullMarked;
