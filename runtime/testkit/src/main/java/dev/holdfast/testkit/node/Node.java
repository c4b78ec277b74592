package dev.holdfast.testkit.node;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.component.Component;
import dev.holdfast.config.FaultRule;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.host.Entropy;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.file.MemoryDisk;
import dev.holdfast.persistence.journal.HoldfastSetup;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import dev.holdfast.testkit.actors.SimulatedSettings;
import dev.holdfast.testkit.journal.DatabaseSetup;
import dev.holdfast.testkit.journal.SimulatedDatabase;
import dev.holdfast.testkit.world.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.jspecify.annotations.Nullable;

/**
 * A machine in a simulated world: a disk that stays, and an actor system with Holdfast on it, which can be killed at any
 * step and started again. For the thread of the test.
 */
public final class Node {

    private static final Config SMALL = ConfigFactory.parseString("""
            holdfast.persistence { segment-size = 64 KiB, group.max-bytes = 16 KiB }
            holdfast.runtime.kernel.batch.max-bytes = 8 KiB
            """);

    private final World world;
    private final String name;
    private final Config settings;
    private final List<Component<?, ?>> components;
    private final MemoryDisk stored = new MemoryDisk();
    private final ForgetfulDisk disk = new ForgetfulDisk(stored);
    private Optional<SimulatedDatabase> database = Optional.empty();
    private FaultSettings faults = FaultSettings.NONE;
    private @Nullable Life life;

    private record Life(int number, ActorSystem<Void> system, Holdfast holdfast) {}

    /** One that is not started yet. */
    public Node(World world, String name, Config settings, List<Component<?, ?>> components) {
        this.world = world;
        this.name = name;
        this.settings = settings;
        this.components = List.copyOf(components);
    }

    /** Where its log is. */
    public Path directory() {
        return Path.of("/" + name);
    }

    /** What is forced on its disk. */
    public MemoryDisk stored() {
        return stored;
    }

    /**
     * What is injected into it from the next start on, instead of what was before; if there are no rules, what its settings
     * say.
     */
    public Node inject(FaultRule... rules) {
        faults = rules.length == 0 ? FaultSettings.NONE : FaultSettings.of(rules);
        return this;
    }

    /** Its components keep their journals in that database from the next start on, and not on its disk. */
    public Node on(SimulatedDatabase one) {
        database = Optional.of(one);
        return this;
    }

    /**
     * Starts it. When that fails it has ended, as by a kill.
     *
     * @throws dev.holdfast.persistence.log.LogException when its log cannot be opened
     * @throws dev.holdfast.persistence.checkpoint.CheckpointException when its checkpoints cannot; expect both where faults
     *     of the disk are injected, and start it again
     */
    public Node start() {
        return start(disk);
    }

    /** Starts it with a disk before its own. */
    public Node start(Disk before) {
        if (life != null) {
            throw new IllegalStateException("node " + name + " runs already");
        }
        int number = world.newNode();
        world.note(number, name, "starts");
        SplittableRandom entropy = world.values().split();
        Entropy random = entropy::nextLong;
        Host host = new Host(
                new SimulatedClock(world, number),
                new SimulatedThreads(world, number),
                random,
                new SimulatedChance(world));
        Config injected = faults.inject().isEmpty() ? ConfigFactory.empty() : ConfigFactory.parseString(faults.hocon());
        Config own = database.isPresent() ? SimulatedDatabase.settings().withFallback(settings) : settings;
        Config config = injected.withFallback(own)
                .withValue(
                        "holdfast.persistence.mirrors",
                        ConfigValueFactory.fromIterable(List.of(directory().toString())))
                .withFallback(SMALL);
        ActorSystemSetup provided = ActorSystemSetup.create(
                BootstrapSetup.create(SimulatedSettings.of(world, number, config)), new HoldfastSetup(host, before));
        ActorSystemSetup setup =
                database.map(one -> provided.withSetup(new DatabaseSetup(one))).orElse(provided);
        try {
            life = world.doing(number, () -> {
                ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "simulated", setup);
                Holdfast holdfast = Holdfast.get(system).start(components.toArray(Component<?, ?>[]::new));
                return new Life(number, system, holdfast);
            });
        } catch (RuntimeException | Error e) {
            end(number, true);
            throw e;
        }
        return this;
    }

    /** Its disk, on which what was not forced is lost with the power. */
    public Disk disk() {
        return disk;
    }

    /** Its actor system. */
    public ActorSystem<Void> system() {
        return running().system;
    }

    /** Holdfast on it. */
    public Holdfast holdfast() {
        return running().holdfast;
    }

    /** One of its components. */
    public ComponentRef component(Component<?, ?> component, String id) {
        return holdfast().component(component, id);
    }

    /** Ends its process at once, as by SIGKILL; all that was written is kept, in the operating system's cache. */
    public void kill() {
        end(running().number, true);
    }

    /** Ends it at once, by loss of power: of what was not forced each sector is lost or kept, as is drawn. */
    public void losePower() {
        end(running().number, false);
    }

    private void end(int number, boolean survives) {
        life = null;
        SplittableRandom sectors = world.values().split();
        try {
            disk.crash(() -> survives || sectors.nextBoolean());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        world.end(number); // a step of its own that asked for it does not go on from here
    }

    /** Ends it in order: shuts its actor system down, then ends its process. */
    public void stop() {
        Life ending = running();
        world.doing(ending.number, () -> {
            ending.system.terminate();
            return ending;
        });
        world.await(ending.system.whenTerminated());
        life = null;
        world.end(ending.number);
    }

    /** Whether it runs. */
    public boolean isRunning() {
        return life != null;
    }

    private Life running() {
        if (life == null) {
            throw new IllegalStateException("node " + name + " does not run");
        }
        return life;
    }
}
