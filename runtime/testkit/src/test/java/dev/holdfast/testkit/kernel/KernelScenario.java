package dev.holdfast.testkit.kernel;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.config.FaultRule;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.kernel.Replacement;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.log.LogException;
import dev.holdfast.testkit.Scenario;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.node.Node;
import dev.holdfast.testkit.world.Worlds;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.javadsl.Adapter;

/**
 * Notes are written into a book, and by effects into a copy of it, while user code is slow and the machine ends in
 * whatever way; then both books are read. The failure names the rule that was broken.
 */
final class KernelScenario implements Scenario {

    /** All that the runtime must survive alone; a disk that breaks its word it can only find out. */
    private static final List<FaultRule> FAULTS = List.of(
            FaultRule.of(InjectedFault.CRASH, 0.02),
            FaultRule.of(InjectedFault.CRASH_IN_APPLY, 0.02),
            FaultRule.of(InjectedFault.HANG, 0.02).lasting(Duration.ofSeconds(4)),
            FaultRule.of(InjectedFault.WRITE_FAILED, 0.03),
            FaultRule.of(InjectedFault.WRITE_UNHEARD, 0.03),
            FaultRule.of(InjectedFault.WRITE_LATE, 0.1).lasting(Duration.ofSeconds(6)),
            FaultRule.of(InjectedFault.MESSAGE_LOST, 0.03),
            FaultRule.of(InjectedFault.MESSAGE_LATE, 0.03).lasting(Duration.ofSeconds(3)),
            FaultRule.of(InjectedFault.MESSAGE_TWICE, 0.03),
            FaultRule.of(InjectedFault.DISK_SLOW, 0.05).at("write").lasting(Duration.ofSeconds(3)),
            FaultRule.of(InjectedFault.DISK_FAILED, 0.002),
            FaultRule.of(InjectedFault.DISK_FAILED, 0.01).at("force"),
            FaultRule.of(InjectedFault.DISK_FORGETFUL, 0.01),
            FaultRule.of(InjectedFault.DISK_SHORT, 0.002),
            FaultRule.of(InjectedFault.DISK_TORN, 0.002),
            FaultRule.of(InjectedFault.DISK_FULL, 0.01).lasting(Duration.ofSeconds(6)),
            FaultRule.of(InjectedFault.DISK_MISREAD, 0.002));

    private static final String SETTINGS = """
            holdfast.runtime.kernel.batch.max-commands = 2
            holdfast.segments.default.checkpoint.every = 3
            """;
    private static final String IMPATIENT = "holdfast.runtime.kernel.write-timeout = 1s\n";
    private static final int LIVES = 2;
    /** With faults, so that some of them strike a machine that finds something on its disk as it starts. */
    private static final int FAULTY_LIVES = 3;

    private static final int MOST_NOTES = 9;

    /** What became of a note is often not known then, and the order of many such is too much to find out. */
    private static final int MOST_FAULTY_NOTES = 5;

    private static final int MOST_STEPS = 500;
    private static final Duration LONG = Duration.ofMinutes(5);

    record Book(List<Integer> notes) {
        Book with(int note) {
            return new Book(Stream.concat(notes.stream(), Stream.of(note)).toList());
        }
    }

    record Noted(int note) {}

    /** Replies how many notes there are then. */
    record Note(int note) implements Command<Integer> {}

    record Read() implements Command<Book> {}

    static final Component<Book, Noted> COPY = Component.<Book, Noted>named("copy")
            .startsAs(id -> new Book(List.of()))
            .withImmutableState()
            .decides(Note.class, (book, note, context) -> {
                slow("a note is copied", 0.05);
                return Decision.of(new Noted(note.note()))
                        .reply(after -> after.notes().size());
            })
            .decides(Read.class, (book, read, context) -> Decision.<Noted>of().reply(after -> after))
            .applies(Noted.class, (book, noted) -> book.with(noted.note()))
            .build();

    static final Component<Book, Noted> BOOK = Component.<Book, Noted>named("book")
            .startsAs(id -> new Book(List.of()))
            .withImmutableState()
            .decides(Note.class, (book, note, context) -> {
                slow("a note is written", 0.02);
                return Decision.of(new Noted(note.note()))
                        .then(Effect.send(COPY, "1", note))
                        .reply(after -> after.notes().size());
            })
            .decides(Read.class, (book, read, context) -> Decision.<Noted>of().reply(after -> after))
            .applies(Noted.class, (book, noted) -> book.with(noted.note()))
            .build();

    private static void slow(String what, double probability) {
        Worlds.current()
                .ifPresent(world -> world.fault("slow: " + what, probability)
                        .ifPresent(draw -> world.park(what, Duration.ofMillis(draw.nextInt(1, 4_000)))));
    }

    private final boolean faulty;

    private KernelScenario(boolean faulty) {
        this.faulty = faulty;
    }

    /** With slow user code, in lives that are ended in the middle. */
    static KernelScenario endingAnywhere() {
        return new KernelScenario(false);
    }

    /** The same, while user code, messages, writes and the disk have all sorts of faults; but for the last life. */
    static KernelScenario withFaults() {
        return new KernelScenario(true);
    }

    @Override
    public void run(Simulation simulation) {
        new Story(simulation, faulty).tell();
    }

    /** One run. */
    private static final class Story {

        private final Simulation simulation;
        private final boolean faulty;
        private final Node node;
        private final Notes notes = new Notes(BOOK);

        Story(Simulation simulation, boolean faulty) {
            this.simulation = simulation;
            this.faulty = faulty;
            String settings = faulty ? SETTINGS + IMPATIENT : SETTINGS;
            this.node = new Node(simulation.world(), "a", ConfigFactory.parseString(settings), List.of(BOOK, COPY));
        }

        void tell() {
            for (int life = 1; life < (faulty ? FAULTY_LIVES : LIVES); life++) {
                if (starts()) {
                    presentSome();
                    if (faulty) {
                        waitAndReplace();
                    }
                    simulation.steps(simulation.random().nextInt(MOST_STEPS));
                    end();
                }
            }
            startWithoutFaults();
            long unused = checkJournals();
            List<CompletableFuture<Integer>> last = presentSome();
            simulation.eventually(
                    "K7: each command has an outcome", LONG, () -> last.stream().allMatch(CompletableFuture::isDone));
            last.stream().filter(CompletableFuture::isCompletedExceptionally).forEach(failed -> {
                throw new AssertionError(
                        "K7: a command failed, and nothing is wrong with it",
                        failed.handle((done, error) -> error).join());
            });
            notes.check(simulation.await(notes.read(node)).notes());
            awaitCopy();
            if (checkJournals() == 0) {
                throw new AssertionError("K7: notes were answered, but no journal holds anything");
            }
        }

        private void startWithoutFaults() {
            try {
                node.inject().start();
            } catch (LogException e) {
                throw new AssertionError("D5: the log cannot be opened, and no disk broke its word", e);
            } catch (CheckpointException e) {
                throw new AssertionError("K10: the checkpoints cannot be opened, and no disk broke its word", e);
            }
        }

        /** How many entries there are. */
        private long checkJournals() {
            return JournalCheck.check(simulation, node, "book|1") + JournalCheck.check(simulation, node, "copy|1");
        }

        /** As a watchdog replaces an incarnation that hangs, or seems to. */
        private void waitAndReplace() {
            int seconds = simulation.random().nextInt(30);
            for (int second = 0; second < seconds; second++) {
                simulation.pass(Duration.ofSeconds(1));
                if (simulation.chance("an incarnation is replaced", 0.1)) {
                    Replacement.of(Adapter.toClassic(node.system()), "book|1");
                }
            }
        }

        /** With a disk that fails it may not. */
        private boolean starts() {
            if (!faulty) {
                node.start();
                return true;
            }
            try {
                node.inject(FAULTS.toArray(FaultRule[]::new)).start();
                return true;
            } catch (LogException | CheckpointException e) {
                simulation.world().note("the node", "does not start");
                return false;
            }
        }

        /** The middle of everything, or in order if no fault is drawn. */
        private void end() {
            if (simulation.chance("the power is lost", 0.6)) {
                node.losePower();
            } else if (simulation.chance("the process is killed", 0.7)) {
                node.kill();
            } else {
                node.stop();
            }
        }

        private List<CompletableFuture<Integer>> presentSome() {
            return notes.present(node, simulation.random().nextInt(1, faulty ? MOST_FAULTY_NOTES : MOST_NOTES));
        }

        private List<Integer> read(Component<Book, Noted> component) {
            return simulation
                    .await(node.component(component, "1").ask(new Read(), LONG))
                    .notes();
        }

        /** Effects are executed once, all of them, and none of what was never written. */
        private void awaitCopy() {
            List<Integer> book = read(BOOK);
            List<Integer> copy = read(COPY);
            for (int tries = 0; copy.size() < book.size() && tries < 20; tries++) {
                simulation.pass(Duration.ofSeconds(5));
                copy = read(COPY);
            }
            Notes.checkOnce("R6, K6, K10", copy);
            if (!new HashSet<>(copy).equals(new HashSet<>(book))) {
                throw new AssertionError("K7, R6: the book is " + book + ", but its copy " + copy);
            }
        }
    }
}
