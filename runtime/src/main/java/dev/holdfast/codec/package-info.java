/** Users' values as stored bytes: Jackson (CBOR), under stable names. */
@NullMarked
package dev.holdfast.codec;

import org.jspecify.annotations.NullMarked;
