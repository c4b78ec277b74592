package dev.holdfast.testkit.journal;

import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.setup.Setup;

/** Tells the plugins of an actor system where their database is. */
public final class DatabaseSetup extends Setup {

    private final SimulatedDatabase database;

    /** That one. */
    public DatabaseSetup(SimulatedDatabase database) {
        this.database = database;
    }

    static SimulatedDatabase of(ActorSystem system) {
        return system.settings()
                .setup()
                .get(DatabaseSetup.class)
                .map(setup -> setup.database)
                .orElseThrow(() -> new IllegalStateException(
                        "the simulated journal needs a simulated database: start the node with Node.on(database)"));
    }
}
