package dev.holdfast.persistence.journal;

import dev.holdfast.config.FaultSettings;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.InjectedDiskFaults;
import org.apache.pekko.actor.AbstractExtensionId;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Extension;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What Holdfast in an actor system has of its host, as {@link HoldfastSetup} says, with the faults that are injected into it
 * on purpose, as {@code holdfast.faults} says. Safe for use by any thread.
 */
public final class HoldfastHost implements Extension {

    private static final Logger LOG = LoggerFactory.getLogger(HoldfastHost.class);

    private final Host host;
    private final FaultInjector faults;
    private final Disk disk;

    private HoldfastHost(ExtendedActorSystem system) {
        HoldfastSetup setup = HoldfastSetup.of(system);
        FaultSettings settings = FaultSettings.from(system.settings().config());
        host = setup.host();
        faults = FaultInjector.of(settings, host.chance());
        disk = InjectedDiskFaults.before(setup.disk(), faults, host);
        if (!settings.inject().isEmpty()) {
            LOG.warn("faults are injected into this system on purpose:\n{}", settings.hocon());
        }
    }

    /**
     * That of a system.
     *
     * @throws dev.holdfast.config.ConfigurationException when {@code holdfast.faults} is wrong
     */
    public static HoldfastHost get(ActorSystem system) {
        return Id.INSTANCE.get(system);
    }

    /** Time, threads, randomness, chance. */
    public Host host() {
        return host;
    }

    /** Where files are. */
    public Disk disk() {
        return disk;
    }

    /** What injects faults on purpose. */
    public FaultInjector faults() {
        return faults;
    }

    private static final class Id extends AbstractExtensionId<HoldfastHost> {
        private static final Id INSTANCE = new Id();

        @Override
        public HoldfastHost createExtension(ExtendedActorSystem system) {
            return new HoldfastHost(system);
        }
    }
}
