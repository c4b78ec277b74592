package dev.holdfast.persistence.journal;

import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.setup.Setup;

/**
 * What an actor system gives Holdfast instead of this machine's clock, threads, randomness and disk: for tests and
 * simulation. Pass it when the system is created, with {@code ActorSystemSetup}.
 */
public final class HoldfastSetup extends Setup {

    private final Host host;
    private final Disk disk;

    /** Another host and another disk. */
    public HoldfastSetup(Host host, Disk disk) {
        this.host = host;
        this.disk = disk;
    }

    /** What a system was created with; by default this machine. */
    static HoldfastSetup of(ActorSystem system) {
        return system.settings()
                .setup()
                .get(HoldfastSetup.class)
                .orElseGet(() -> new HoldfastSetup(Host.system(), Disk.system()));
    }

    /** Time, threads, randomness. */
    Host host() {
        return host;
    }

    /** Where files are. */
    Disk disk() {
        return disk;
    }
}
