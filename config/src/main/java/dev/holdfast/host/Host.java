package dev.holdfast.host;

/**
 * All that Holdfast takes from its host: time, threads, randomness, and the chance of faults that are injected.
 *
 * @param clock where time comes from
 * @param threads where threads come from
 * @param entropy where randomness comes from
 * @param chance where it is drawn whether an injected fault happens
 */
public record Host(Clock clock, ThreadSource threads, Entropy entropy, Chance chance) {

    /** With the chance of this JVM. */
    public Host(Clock clock, ThreadSource threads, Entropy entropy) {
        this(clock, threads, entropy, Chance.system());
    }

    /** This machine, this JVM. */
    public static Host system() {
        return new Host(Clock.system(), ThreadSource.system(), Entropy.system());
    }
}
