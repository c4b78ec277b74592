package dev.holdfast.testkit.kernel;

import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.journal.SimulatedDatabase.Keys;

/** What is simulated, by a name that a child process is told. */
enum Scenarios {
    KERNEL(KernelScenario.endingAnywhere()),
    FAULTS(KernelScenario.withFaults()),
    VOIDS(new VoidScenario()),
    DATABASE(new DatabaseScenario(Keys.UNIQUE)),
    DATABASE_WITHOUT_KEYS(new DatabaseScenario(Keys.REPLACED));

    @SuppressWarnings("ImmutableEnumChecker") // they are without state
    private final Scenario scenario;

    Scenarios(Scenario scenario) {
        this.scenario = scenario;
    }

    Scenario scenario() {
        return scenario;
    }
}
