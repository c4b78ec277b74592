package dev.holdfast.benchmarks.kernel;

/**
 * The state on both sides, and what both store and say.
 *
 * @param sum of all amounts
 * @param count how many there were
 */
record Counter(long sum, long count) {

    static final Counter ZERO = new Counter(0, 0);

    /** Padding, so that an event takes about 100 bytes as CBOR. */
    static final String NOTE = "an amount that is booked to a counter, with some words to say why so";

    /** The event; pekko.actor.serialization-bindings and Holdfast both write it with Pekko's jackson-cbor mapper. */
    record Added(long amount, String note) {}

    /** The reply. */
    record Total(long sum, long count) {}

    Counter plus(Added added) {
        return new Counter(sum + added.amount, count + 1);
    }

    Total total() {
        return new Total(sum, count);
    }
}
