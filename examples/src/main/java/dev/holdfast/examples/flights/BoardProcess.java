package dev.holdfast.examples.flights;

import dev.holdfast.component.Component;
import dev.holdfast.runtime.Holdfast;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A fresh process on the directory of a run: asks each airport for its line of the board and prints it. */
final class BoardProcess {

    private static final int AT_ONCE = 32;
    private static final int FAILED = 1;

    /** Made before the actor system, whose threads otherwise meet the logging while it is being set up, and say so. */
    private static final Logger LOG = LoggerFactory.getLogger(BoardProcess.class);

    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private BoardProcess() {}

    /** Starts the process and reads the board it prints. */
    static Board show(Launcher launcher, Iterable<String> airports) throws IOException, RunFailedException {
        Board board = new Board();
        try (ChildProcess process = launcher.board(airports)) {
            for (Optional<String> line = process.line(); line.isPresent(); line = process.line()) {
                board.add(line.get(), "the board process's output");
            }
            if (process.exit() != 0) {
                throw process.failed("ended with exit " + process.exit());
            }
        }
        return board;
    }

    /** The process itself. */
    public static void main(String[] args) {
        System.exit(exit());
    }

    /** Whatever goes wrong, the process must not linger. */
    private static int exit() {
        try {
            Parent.watch();
            showAll();
            return 0;
        } catch (Throwable e) {
            LOG.error("the board cannot be shown", e);
            return FAILED;
        }
    }

    private static void showAll() throws IOException {
        WorkerSettings settings = WorkerSettings.load();
        List<String> airports = Files.readAllLines(Path.of(settings.config().getString("flights.airports")));
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "board", settings.config());
        Component<Counters, Airport.Event> airport = Airport.component();
        Holdfast holdfast = Holdfast.get(system).start(airport);
        for (int from = 0; from < airports.size(); from += AT_ONCE) {
            List<String> some = airports.subList(from, Math.min(airports.size(), from + AT_ONCE));
            List<CompletionStage<Counters>> shown = new ArrayList<>(some.size());
            for (String code : some) {
                shown.add(holdfast.component(airport, code).ask(new Airport.Show(), PATIENCE));
            }
            for (int i = 0; i < some.size(); i++) {
                System.out.println(Board.line(some.get(i), Wait.patiently(shown.get(i))));
            }
        }
        system.terminate();
        Wait.patiently(system.getWhenTerminated());
    }
}
