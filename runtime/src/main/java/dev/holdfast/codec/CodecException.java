package dev.holdfast.codec;

/** A user's value cannot be turned into bytes, or bytes not into a value. */
public final class CodecException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CodecException(String message) {
        super(message);
    }

    CodecException(String message, Throwable cause) {
        super(message, cause);
    }
}
