package dev.holdfast.testkit;

/** What a test does in a run; it fails by throwing. */
@FunctionalInterface
public interface Scenario {

    /** Does it. */
    void run(Simulation simulation) throws Throwable;
}
