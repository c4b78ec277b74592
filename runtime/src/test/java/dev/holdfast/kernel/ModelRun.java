package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.awaitility.Durations.ONE_MILLISECOND;

import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.config.HoldfastSettings;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Host;
import dev.holdfast.host.Workers;
import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.Permits.Permit;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerKeeper;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.operator.RollbackPlanner;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.recovery.PoisonBrake;
import dev.holdfast.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/**
 * A tape under a seeded load of commands, retries, failing writes, restarts, voids, poison and damaged checkpoints; each
 * answer is compared with the oracle's.
 */
final class ModelRun implements AutoCloseable {

    static final String SETTINGS = """
            pekko.scheduler.tick-duration = 1ms
            holdfast.persistence { segment-size = 4 MiB, group.max-bytes = 1 MiB }
            holdfast.segments.default {
              checkpoint { every = 25, keep = 2 }
              ring { every = 3, keep = 3 }
              intensity { restarts = 10000, within = 1h }
              backoff { min = 1ms, max = 1ms, jitter = 0 }
              recovery = [
                { on = invariant-violated, do = [roll-forward, quarantine-command] }
                { on = state-corrupted,    do = [park] }
                { on = poison-event,       do = [void-command, park] }
                { on = storage-write,      do = [roll-back, park] }
                { on = crash,              do = [retry 1, roll-back, quarantine-command] }
              ]
            }
            holdfast.runtime.poison-brake.components = 10000
            """;

    private static final int REMEMBERED = 400;
    private static final int BURST = 24;

    private final TestSystem system;
    private final HoldfastSettings settings;
    private final ComponentCodec<Tape, Tape.Event> codec;
    private final EmbeddedLog log;
    private final FlakyWriter writer;
    private final Ledger ledger;
    private final Path directory;
    private final SplittableRandom random;
    private final String target;
    private final TapeOracle oracle = new TapeOracle();
    private final BlockingQueue<Given> answers = new LinkedBlockingQueue<>();
    private final List<Command<Tape>> commands = new ArrayList<>();
    private Environment environment;
    private ActorRef<SegmentActor.Message> segment;
    private int restarts;
    private long lastVoid;

    ModelRun(TestSystem system, Path directory, long seed) {
        this.system = system;
        this.directory = directory;
        random = new SplittableRandom(seed);
        target = "tape|" + seed;
        settings = HoldfastSettings.from(system.system().settings().config());
        codec = new ComponentCodec<>(
                Tape.TAPE,
                JacksonObjectMapperProvider.get(system.system()).getOrCreate("jackson-cbor", Optional.empty()));
        log = EmbeddedLog.get(Adapter.toClassic(system.system()));
        writer = new FlakyWriter(log.writer());
        ledger = LedgerKeeper.ledger(
                1,
                Disk.system(),
                directory.resolve("ledger.jsonl"),
                new Workers() {
                    @Override
                    public void execute(Runnable task) {
                        // the ledger is not what is compared here
                    }

                    @Override
                    public void close() {
                        // there is nothing to close
                    }
                },
                JacksonObjectMapperProvider.get(system.system()).getOrCreate("jackson-json", Optional.empty()));
        start();
    }

    private void start() {
        environment = new Environment(
                settings.runtime(),
                settings.defaultSegment(),
                Host.system(),
                log.reader(),
                Optional.of(writer),
                Optional.of(log.checkpoints()),
                ledger,
                new PoisonBrake(settings.runtime().poisonBrake()),
                new Permits(100_000),
                Map.of("tape", codec),
                new ConcurrentHashMap<>(),
                new Router(),
                FaultInjector.none());
        segment = system.system()
                .systemActorOf(
                        SegmentActor.create(environment),
                        "segment-" + target.replace('|', '-') + "-" + ++restarts,
                        Props.empty());
        environment.router().attach(segment);
    }

    /** As if the node died and another took over, while the dead one may still be writing. */
    private void restart() {
        Adapter.toClassic(system.system()).stop(Adapter.toClassic(segment));
        start();
    }

    /** Works until so many commands were asked. */
    void run(int operations) throws IOException {
        while (commands.size() < operations) {
            int dice = random.nextInt(100);
            if (dice < 70) {
                burst(false);
            } else if (dice < 80) {
                retry();
            } else if (dice < 84) {
                writer.fail(1 + random.nextInt(3));
                burst(false);
            } else if (dice < 88) {
                burst(true);
            } else if (dice < 92) {
                damageCheckpoint();
            } else if (dice < 96) {
                voidOne();
            } else {
                poison();
            }
        }
        assertThat(environment.permits().out()).isZero();
    }

    private void burst(boolean dies) {
        Map<CommandId, String> expected = new LinkedHashMap<>();
        int count = 1 + random.nextInt(BURST);
        for (int i = 0; i < count; i++) {
            long number = commands.size() + 1L;
            long by = 1L + random.nextInt(50);
            CommandId id = new CommandId("model", target, number);
            expected.put(id, draw(id, by));
        }
        present(expected.keySet());
        if (dies) {
            restart();
            present(expected.keySet());
        }
        check(expected);
    }

    /** A new command, and what it must be answered. */
    private String draw(CommandId id, long by) {
        int dice = random.nextInt(100);
        if (dice < 40) {
            return add(id, new Tape.Move(by), "move", by);
        } else if (dice < 60) {
            return add(id, new Tape.Move(-by), "move", -by);
        } else if (dice < 70) {
            return add(id, new Tape.Force(-3 * by), "force", -3 * by);
        } else if (dice < 72) {
            return add(id, new Tape.Toxic(by), "toxic", by);
        } else if (dice < 74) {
            return add(id, new Tape.Flaky(by, id.toString()), "flaky", by);
        } else if (dice < 76) {
            return add(id, new Tape.Bomb(), "bomb", 0);
        }
        return add(id, new Tape.Show(), "show", 0);
    }

    private String add(CommandId id, Command<Tape> command, String what, long by) {
        commands.add(command);
        return oracle.ask(id.toString(), what, by, Tape.poisonous);
    }

    private void present(CommandId id) {
        present(Set.of(id));
    }

    /** All the same way: only then do they come in their order. */
    private void present(Set<CommandId> ids) {
        Way way = environment.router().way(target);
        ids.forEach(id -> way.send(presentation(id)));
    }

    private Presentation presentation(CommandId id) {
        long floor = Math.max(1, commands.size() - REMEMBERED);
        return new Presentation(
                id,
                Math.min(floor, id.number()),
                environment.now().plusSeconds(3600),
                new Execute(codec.encode(command(id))),
                Permit.NONE,
                given -> answers.addAll(given.given()));
    }

    private Command<Tape> command(CommandId id) {
        return commands.get((int) id.number() - 1);
    }

    /** Waits until each has its one answer. */
    private void check(Map<CommandId, String> expected) {
        Map<CommandId, String> left = new LinkedHashMap<>(expected);
        while (!left.isEmpty()) {
            Given given = next(left);
            if (given.response() instanceof Response.Final known) {
                String answer = text(given.id(), known.answer());
                if (expected.containsKey(given.id())) {
                    assertThat(answer)
                            .as("%s %s", given.id(), command(given.id()))
                            .isEqualTo(expected.get(given.id()));
                }
                left.remove(given.id());
            } else {
                throw new AssertionError(given.id() + " was answered " + given.response());
            }
        }
    }

    private Given next(Map<CommandId, String> left) {
        try {
            Given given = answers.poll(TestSystem.SOON.toSeconds(), TimeUnit.SECONDS);
            if (given == null) {
                throw new AssertionError("no outcome within " + TestSystem.SOON + " for " + left.keySet());
            }
            return given;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String text(CommandId id, Answer answer) {
        if (answer instanceof Answer.Completed completed) {
            Tape tape = (Tape) codec.decodeReply(command(id), completed.reply());
            return "completed " + tape.level() + " " + tape.chain() + " " + tape.count();
        }
        return answer instanceof Answer.Rejected rejected ? "rejected " + rejected.code() : "quarantined";
    }

    /** What the tape shows. */
    private void show() {
        CommandId id = new CommandId("model", target, commands.size() + 1L);
        String expected = add(id, new Tape.Show(), "show", 0);
        present(id);
        check(Map.of(id, expected));
    }

    /** A late retry is answered as at first, or that it was voided. */
    private void retry() {
        if (commands.isEmpty()) {
            return;
        }
        CommandId id = remembered();
        present(id);
        check(Map.of(id, oracle.again(id.toString())));
    }

    private CommandId remembered() {
        long last = commands.size();
        return new CommandId("model", target, last - random.nextLong(Math.min(last, REMEMBERED / 2)));
    }

    private void damageCheckpoint() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(directory.resolve("checkpoints"))) {
            files = all.filter(file -> file.toString().endsWith(".checkpoint"))
                    .sorted()
                    .toList();
        }
        if (!files.isEmpty()) {
            Path file = files.get(random.nextInt(files.size()));
            if (random.nextBoolean()) {
                Files.deleteIfExists(file);
            } else {
                damage(file);
            }
        }
    }

    private static void damage(Path file) throws IOException {
        try {
            Files.write(file, new byte[] {1}, StandardOpenOption.APPEND);
        } catch (NoSuchFileException retired) {
            // the store removed it since it was listed: a lost checkpoint too
        }
    }

    private void voidOne() {
        OptionalInt at = oracle.voidable(random);
        if (at.isEmpty()) {
            return;
        }
        Range range = new Range(oracle.firstRevision(at.getAsInt()), oracle.lastRevision(at.getAsInt()));
        ComponentId tape = ComponentId.parse(target);
        RollbackPlan plan = TestSystem.get(new RollbackPlanner(
                        log.reader(), Runnable::run, settings.runtime().dedup().keep())
                .plan(tape, new Rollback(new Rollback.Revisions(List.of(range)), true)));
        TestSystem.get(environment.router().rollBack(plan, new Mandate("model", "the model wants it"), "o-" + range));
        oracle.voids(at.getAsInt());
        lastVoid = TestSystem.get(log.reader().lastVoid(target, Long.MAX_VALUE));
        show();
    }

    /**
     * Toxic events cannot be applied by the next incarnation, unless it begins at a state behind them. Which of them it
     * met is seen in the journal; what must come of that, the oracle says.
     */
    private void poison() {
        Tape.poisonous = true;
        restart();
        environment.router().wake(target);
        await().pollInterval(ONE_MILLISECOND).atMost(TestSystem.SOON).until(this::serves);
        for (CommandId id : newlyVoided()) {
            assertThat(command(id)).isInstanceOf(Tape.Toxic.class);
            oracle.voids(id.toString());
        }
        Tape.poisonous = false;
        show();
    }

    private boolean serves() {
        ComponentStatus status = environment.statuses().get(target);
        return status != null && status.state() == ComponentStatus.State.RUNNING;
    }

    /** The commands that Voided entries name beyond those already known. */
    private List<CommandId> newlyVoided() {
        List<CommandId> ids = new ArrayList<>();
        long sequence = TestSystem.get(log.reader().lastVoid(target, Long.MAX_VALUE));
        while (sequence > lastVoid) {
            StoredEntry stored = TestSystem.get(log.reader().read(target, sequence, sequence, 1, Integer.MAX_VALUE))
                    .get(0)
                    .entry();
            Voided voided = (Voided) stored.entry().content();
            voided.replies().forEach(reply -> ids.add(new CommandId(reply.sender(), target, reply.number())));
            sequence = voided.previous();
        }
        lastVoid = TestSystem.get(log.reader().lastVoid(target, Long.MAX_VALUE));
        return ids;
    }

    @Override
    public void close() {
        Adapter.toClassic(system.system()).stop(Adapter.toClassic(segment));
    }
}
