/** What simulations do to kernels that nothing outside of their package can. */
@NullMarked
package dev.holdfast.kernel;

import org.jspecify.annotations.NullMarked;
