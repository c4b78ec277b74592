package dev.holdfast.operator;

/**
 * Whether an operator's order was carried out is not known. Ordering the same once more is safe: what was done already is
 * refused.
 */
public final class OrderUnknown extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says what is not known, and why. */
    public OrderUnknown(String message) {
        super(message);
    }
}
