/** What users write, with the bugs they make: each must be found, and the corrected version must pass. */
@NullMarked
package dev.holdfast.testkit.users;

import org.jspecify.annotations.NullMarked;
