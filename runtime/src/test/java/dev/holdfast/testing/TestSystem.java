package dev.holdfast.testing;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.component.Component;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.HoldfastSetup;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** An actor system with Holdfast on a directory, small and quick to recover. */
public final class TestSystem implements AutoCloseable {

    public static final Duration SOON = Duration.ofSeconds(20);

    private static final String SETTINGS = """
            pekko.loglevel = ERROR
            pekko.stdout-loglevel = ERROR
            pekko.log-dead-letters = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            holdfast.persistence { segment-size = 1 MiB, group.max-bytes = 256 KiB }
            holdfast.runtime.kernel.batch.max-bytes = 64 KiB
            holdfast.runtime.client.resend-every = 200ms
            holdfast.runtime.effects.resend.min = 100ms
            holdfast.segments.default.backoff { min = 10ms, max = 100ms }
            faulty-journal = ${holdfast.persistence.journal} { class = "dev.holdfast.testing.FaultyJournal" }
            """;

    private final ActorSystem<Void> system;
    private final Holdfast holdfast;

    private TestSystem(ActorSystem<Void> system, Component<?, ?>... components) {
        this.system = system;
        try {
            this.holdfast = Holdfast.get(system).start(components);
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public static TestSystem on(Path directory, Component<?, ?>... components) {
        return on(directory, "", Host.system(), Disk.system(), components);
    }

    public static TestSystem on(Path directory, String settings, Component<?, ?>... components) {
        return on(directory, settings, Host.system(), Disk.system(), components);
    }

    public static TestSystem on(Path directory, String settings, Host host, Disk disk, Component<?, ?>... components) {
        Config config = ConfigFactory.parseString(settings)
                .withFallback(ConfigFactory.parseString("holdfast.persistence.mirrors = [\""
                        + directory.toString().replace("\\", "\\\\") + "\"]"))
                .withFallback(ConfigFactory.parseString(SETTINGS))
                .withFallback(ConfigFactory.load())
                .resolve();
        ActorSystemSetup setup = ActorSystemSetup.create(BootstrapSetup.create(config), new HoldfastSetup(host, disk));
        return new TestSystem(ActorSystem.create(Behaviors.empty(), "test", setup), components);
    }

    public Holdfast holdfast() {
        return holdfast;
    }

    /** An account of this system. */
    public ComponentRef account(String id) {
        return holdfast.component(Account.ACCOUNT, id);
    }

    public ActorSystem<Void> system() {
        return system;
    }

    public static <T> T get(CompletionStage<T> stage) {
        try {
            return stage.toCompletableFuture().get(SOON.toSeconds(), TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            throw cause instanceof RuntimeException known ? known : new CompletionException(cause);
        } catch (InterruptedException | TimeoutException e) {
            throw new AssertionError("not completed within " + SOON, e);
        }
    }

    @Override
    public void close() {
        system.terminate();
        get(system.getWhenTerminated());
    }
}
