package dev.holdfast.host;

/**
 * All that Holdfast takes from its host: time, threads, randomness.
 *
 * @param clock where time comes from
 * @param threads where threads come from
 * @param entropy where randomness comes from
 */
public record Host(Clock clock, ThreadSource threads, Entropy entropy) {

    /** This machine, this JVM. */
    public static Host system() {
        return new Host(Clock.system(), ThreadSource.system(), Entropy.system());
    }
}
