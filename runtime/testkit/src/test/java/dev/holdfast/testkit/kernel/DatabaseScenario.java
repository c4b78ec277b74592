package dev.holdfast.testkit.kernel;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.kernel.Replacement;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.persistence.plugin.QueryReader;
import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.journal.SimulatedDatabase;
import dev.holdfast.testkit.journal.SimulatedDatabase.Keys;
import dev.holdfast.testkit.kernel.KernelScenario.Book;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Notes are written into a book whose journal is in a database, which is slow at times, so that writes of incarnations that
 * were given up arrive late. One without unique keys lets these replace what their successors wrote, and loses rows:
 * then the book is right, or it is not served. The failure names the rule that was broken.
 */
final class DatabaseScenario implements Scenario {

    private static final String SETTINGS = """
            holdfast.runtime.kernel { batch.max-commands = 2, write-timeout = 1s }
            """;
    private static final int LIVES = 3;
    private static final int MOST_NOTES = 5;
    private static final Duration LONG = Duration.ofMinutes(5);

    private final Keys keys;

    DatabaseScenario(Keys keys) {
        this.keys = keys;
    }

    @Override
    public void run(Simulation simulation) {
        new Story(simulation, keys).tell();
    }

    /** One run. */
    private static final class Story {

        private final Simulation simulation;
        private final Keys keys;
        private final SimulatedDatabase database;
        private final Node node;
        private final Notes notes = new Notes(KernelScenario.COPY);

        Story(Simulation simulation, Keys keys) {
            this.simulation = simulation;
            this.keys = keys;
            database = new SimulatedDatabase(simulation.world(), keys);
            node = new Node(simulation.world(), "a", ConfigFactory.parseString(SETTINGS), List.of(KernelScenario.COPY))
                    .on(database);
        }

        void tell() {
            for (int life = 1; life < LIVES; life++) {
                node.start();
                writeWhileReplaced();
                end();
            }
            if (keys == Keys.REPLACED && simulation.chance("a row is lost", 0.5)) {
                database.lose("copy|1", simulation.world().values());
            }
            database.calm();
            simulation.pass(Duration.ofSeconds(10));
            node.start();
            read();
        }

        /** What is right is served, and what is damaged is not taken for right. */
        private void read() {
            CompletableFuture<Book> book = notes.read(node).toCompletableFuture();
            simulation.eventually("K7: each command has an outcome", LONG.plusMinutes(1), book::isDone);
            if (!book.isCompletedExceptionally()) {
                JournalReader reader = QueryReader.of(Adapter.toClassic(node.system()), SimulatedDatabase.READ_JOURNAL);
                JournalCheck.check(simulation, reader, "copy|1");
                notes.check(book.join().notes());
            } else if (!database.isDamaged()) {
                throw new AssertionError(
                        "K7: the book is not served, and nothing is wrong with its journal",
                        book.handle((done, error) -> error).join());
            }
        }

        private void writeWhileReplaced() {
            int seconds = simulation.random().nextInt(2, 15);
            int left = simulation.random().nextInt(1, MOST_NOTES);
            for (int second = 0; second < seconds; second++) {
                if (left > 0 && simulation.random().nextBoolean()) {
                    left--;
                    Object unused = notes.present(node);
                }
                simulation.pass(Duration.ofSeconds(1));
                if (simulation.chance("an incarnation is replaced", 0.1)) {
                    Replacement.of(Adapter.toClassic(node.system()), "copy|1");
                }
            }
        }

        private void end() {
            if (simulation.chance("the process is killed", 0.5)) {
                node.kill();
            } else {
                node.stop();
            }
        }
    }
}
