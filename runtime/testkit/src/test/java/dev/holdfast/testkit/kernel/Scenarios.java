package dev.holdfast.testkit.kernel;

import dev.holdfast.testkit.Scenario;

/** What is simulated, by a name that a child process is told. */
enum Scenarios {
    KERNEL(KernelScenario.endingAnywhere()),
    FAULTS(KernelScenario.withFaults()),
    VOIDS(new VoidScenario());

    @SuppressWarnings("ImmutableEnumChecker") // they are without state
    private final Scenario scenario;

    Scenarios(Scenario scenario) {
        this.scenario = scenario;
    }

    Scenario scenario() {
        return scenario;
    }
}
