package dev.holdfast.operator;

/** An operator's order was not carried out: nothing was changed. The message says why, and what to do. */
public final class OrderRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Says whose order it was, what stands in its way, and the way out. */
    public OrderRefused(String message) {
        super(message);
    }
}
