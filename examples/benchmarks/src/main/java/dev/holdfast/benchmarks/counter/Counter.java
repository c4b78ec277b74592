package dev.holdfast.benchmarks.counter;

/**
 * The state on both sides, and what both store and say.
 *
 * @param sum of all amounts
 * @param count how many there were
 */
public record Counter(long sum, long count) {

    /** The state at first. */
    public static final Counter ZERO = new Counter(0, 0);

    /** Padding, so that an event takes about 100 bytes as CBOR. */
    public static final String NOTE = "an amount that is booked to a counter, with some words to say why so";

    /** The event; pekko.actor.serialization-bindings and Holdfast both write it with Pekko's jackson-cbor mapper. */
    public record Added(long amount, String note) {}

    /** The reply. */
    public record Total(long sum, long count) {}

    /** After an event. */
    public Counter plus(Added added) {
        return new Counter(sum + added.amount, count + 1);
    }

    /** What is replied. */
    public Total total() {
        return new Total(sum, count);
    }
}
