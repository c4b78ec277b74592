package dev.holdfast.examples.flights;

import dev.holdfast.component.Component;
import dev.holdfast.examples.flights.Columns.HeaderException;
import dev.holdfast.examples.flights.WorkerLine.At;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import dev.holdfast.persistence.journal.HoldfastSetup;
import dev.holdfast.runtime.Holdfast;
import java.io.IOException;
import java.util.function.Function;
import org.apache.pekko.actor.BootstrapSetup;
import org.apache.pekko.actor.setup.ActorSystemSetup;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The process that does the work: goes on feeding rows where the feed stands, waits until all their effects are settled,
 * and ends. It is killed along the way, and knows nothing of it.
 */
final class Worker {

    private static final int GAVE_UP = 1;

    /** Made before the actor system, whose threads otherwise meet the logging while it is being set up, and say so. */
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final WorkerSettings settings = WorkerSettings.load();
    private final Function<FaultInjection, Component<Counters, Airport.Event>> airports;

    /** @param airports makes the component of the airports, with faults around its functions */
    Worker(Function<FaultInjection, Component<Counters, Airport.Event>> airports) {
        this.airports = airports;
    }

    /** The process itself. */
    public static void main(String[] args) {
        new Worker(Airport::component).run();
    }

    void run() {
        System.exit(exit());
    }

    /** Works, and says with which exit code the process ends: whatever goes wrong, it must not linger. */
    private int exit() {
        try {
            Parent.watch();
            ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "flights", setup());
            work(system);
            system.terminate();
            Wait.patiently(system.getWhenTerminated());
            return 0;
        } catch (Throwable e) {
            say(new WorkerLine(At.FAILED, 1, 0, String.valueOf(e)));
            LOG.error("the worker gives up", e);
            return GAVE_UP;
        }
    }

    private void work(ActorSystem<?> system) throws IOException, HeaderException {
        Component<Counters, Airport.Event> airport = airports.apply(FaultInjection.of(settings.plan()));
        Holdfast holdfast = Holdfast.get(system).start(airport, Feed.FEED);
        Asking asking = new Asking(system, holdfast, airport);
        new Feeding(settings, asking, Worker::say).run();
        new Settling(system, holdfast, settings, asking, Worker::say).run();
    }

    private ActorSystemSetup setup() {
        ActorSystemSetup setup = ActorSystemSetup.create(BootstrapSetup.create(settings.config()));
        boolean forgets = settings.config().getBoolean("flights.forget-unforced");
        return forgets ? setup.withSetup(new HoldfastSetup(Host.system(), new ForgetfulDisk(Disk.system()))) : setup;
    }

    private static void say(WorkerLine line) {
        System.out.println(line.json());
        System.out.flush();
    }
}
