package dev.holdfast.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.Writer.Handle;
import dev.holdfast.persistence.journal.Writer.Recovered;
import dev.holdfast.persistence.journal.Writer.Replayed;
import dev.holdfast.persistence.journal.Writer.Signal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.apache.pekko.actor.AbstractActor;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.event.Logging;
import org.apache.pekko.persistence.Persistence;
import org.apache.pekko.persistence.Recovery;

/** An actor system on the embedded log in a directory; closing it closes the log, so the next one recovers. */
final class JournalSystem implements AutoCloseable {

    private static final long DEADLINE_SECONDS = 20;

    private final ActorSystem system;

    private JournalSystem(ActorSystem system) {
        this.system = system;
    }

    static JournalSystem start(Path directory) {
        return start(directory, Disk.system());
    }

    static JournalSystem start(Path directory, Disk disk) {
        return start(directory, disk, ConfigFactory.empty());
    }

    /** With settings that come before the tests' own. */
    static JournalSystem start(Path directory, Disk disk, Config settings) {
        Config config = settings.withFallback(ConfigFactory.parseMap(Map.of(
                        "holdfast.persistence.mirrors",
                        List.of(directory.toString()),
                        "holdfast.persistence.segment-size",
                        "64 KiB",
                        "holdfast.persistence.group.max-bytes",
                        "16 KiB",
                        "pekko.loglevel",
                        "OFF",
                        "pekko.stdout-loglevel",
                        "OFF",
                        "pekko.use-slf4j",
                        "off",
                        "pekko.loggers",
                        List.of("org.apache.pekko.event.Logging$DefaultLogger"),
                        "pekko.jvm-exit-on-fatal-error",
                        "off",
                        "pekko.actor.serializers.bomb",
                        Bomb.Fuse.class.getName(),
                        "pekko.actor.serialization-bindings.\"" + Bomb.class.getName() + "\"",
                        "bomb")))
                .withFallback(ConfigFactory.load());
        ActorSystemSetup setup =
                ActorSystemSetup.create(BootstrapSetup.create(config), new HoldfastSetup(Host.system(), disk));
        return new JournalSystem(ActorSystem.create("journal", setup));
    }

    ActorSystem system() {
        return system;
    }

    JournalReader reader() {
        return EmbeddedLog.get(system).reader();
    }

    /** A new incarnation, which recovers at once. */
    Handle spawn(String id) {
        return spawn(id, Recovery.create());
    }

    Handle spawn(String id, Recovery recovery) {
        BlockingQueue<Signal> signals = new LinkedBlockingQueue<>();
        return new Handle(system.actorOf(Writer.props(id, recovery, signals)), signals);
    }

    /** A new incarnation that found nothing stored. */
    Handle fresh(String id) {
        Handle writer = spawn(id);
        assertThat(next(writer, Recovered.class)).isEqualTo(new Recovered(0));
        return writer;
    }

    /** What an incarnation recovers, as {@code sequence=event}, and at last {@code highest=n}. */
    List<String> recovered(String id) {
        return recovered(id, Recovery.create());
    }

    List<String> recovered(String id, Recovery recovery) {
        Handle writer = spawn(id, recovery);
        List<String> found = new ArrayList<>();
        Signal signal = next(writer, Signal.class);
        while (signal instanceof Replayed replayed) {
            found.add(replayed.sequence() + "=" + replayed.event());
            signal = next(writer, Signal.class);
        }
        assertThat(signal).isInstanceOf(Recovered.class);
        found.add("highest=" + ((Recovered) signal).highest());
        return found;
    }

    /** What {@link #recovered} gives for {@code text(from) … text(to)}. */
    static List<String> texts(long from, long to, long highest) {
        List<String> expected = new ArrayList<>();
        LongStream.rangeClosed(from, to).forEach(n -> expected.add(n + "=" + text(n)));
        expected.add("highest=" + highest);
        return expected;
    }

    static String text(long sequence) {
        return "event-" + sequence;
    }

    /** The next thing that happens to a writer. */
    static <T extends Signal> T next(Handle writer, Class<T> type) {
        return type.cast(assertThat(poll(writer.signals())).isInstanceOf(type).actual());
    }

    static <T> T poll(BlockingQueue<T> queue) {
        try {
            T next = queue.poll(DEADLINE_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("nothing happened within " + DEADLINE_SECONDS + " s");
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(DEADLINE_SECONDS, TimeUnit.SECONDS)
                .join();
    }

    /** Talks to the journal actor in Pekko's own protocol. */
    Probe probe() {
        return probe(Persistence.get(system).journalFor("holdfast.persistence.journal", ConfigFactory.empty()));
    }

    /** Talks to the snapshot store actor in Pekko's own protocol. */
    Probe snapshots() {
        return probe(
                Persistence.get(system).snapshotStoreFor("holdfast.persistence.snapshot-store", ConfigFactory.empty()));
    }

    /** What is logged as an error from now on. */
    BlockingQueue<Object> errors() {
        return logged(Logging.Error.class, Logging.ErrorLevel());
    }

    /** What is logged as a warning from now on. */
    BlockingQueue<Object> warnings() {
        return logged(Logging.Warning.class, Logging.WarningLevel());
    }

    private BlockingQueue<Object> logged(Class<?> type, int level) {
        BlockingQueue<Object> events = new LinkedBlockingQueue<>();
        ActorRef listener = system.actorOf(Props.create(Listener.class, () -> new Listener(events)));
        system.eventStream().setLogLevel(level);
        system.eventStream().subscribe(listener, type);
        return events;
    }

    private Probe probe(ActorRef plugin) {
        BlockingQueue<Object> received = new LinkedBlockingQueue<>();
        return new Probe(system.actorOf(Props.create(Listener.class, () -> new Listener(received))), plugin, received);
    }

    /** An actor that keeps what it is sent, and the plugin it asks. */
    record Probe(ActorRef self, ActorRef plugin, BlockingQueue<Object> received) {

        void ask(Object request) {
            plugin.tell(request, self);
        }

        <T> T next(Class<T> type) {
            return type.cast(assertThat(poll(received)).isInstanceOf(type).actual());
        }
    }

    private static final class Listener extends AbstractActor {
        private final BlockingQueue<Object> received;

        Listener(BlockingQueue<Object> received) {
            this.received = received;
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder().matchAny(received::add).build();
        }
    }

    @Override
    public void close() {
        system.terminate();
        get(system.getWhenTerminated());
    }
}
