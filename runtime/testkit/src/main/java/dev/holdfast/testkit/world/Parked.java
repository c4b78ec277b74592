package dev.holdfast.testkit.world;

/** A call that gave the baton away in the middle and keeps its stack, to go on at a later step. */
public final class Parked {

    private final Seat seat;
    private final String what;
    private final Driver.Running in;
    private boolean ready;

    Parked(Seat seat, String what, Driver.Running in) {
        this.seat = seat;
        this.what = what;
        this.in = in;
    }

    Seat seat() {
        return seat;
    }

    /** What it was parked as. */
    public String what() {
        return what;
    }

    /** The node whose code it is in. */
    public int node() {
        return in.node();
    }

    /** What the step was of in which it was parked. */
    Object owner() {
        return in.owner();
    }

    /** True once: for whoever lets it go on. */
    boolean wake() {
        boolean first = !ready;
        ready = true;
        return first;
    }
}
