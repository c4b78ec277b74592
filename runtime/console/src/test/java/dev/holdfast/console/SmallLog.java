package dev.holdfast.console;

import static org.awaitility.Awaitility.await;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.persistence.entry.Tally;
import dev.holdfast.runtime.CommandFailure;
import dev.holdfast.runtime.Holdfast;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ExtendedActorSystem;
import org.apache.pekko.actor.Props;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.persistence.AbstractPersistentActor;
import org.apache.pekko.persistence.DeleteMessagesSuccess;

/** Writes a log as a service does: purses that are filled, refuse, fail and give to each other, and a foreign actor. */
public final class SmallLog {

    record Purse(long cents) {}

    record Filled(long cents, String note) {}

    record Fill(long cents, String note) implements Command<Long> {}

    record FillTwice(long cents) implements Command<Long> {}

    record Take(long cents) implements Command<Long> {}

    record Break() implements Command<Long> {}

    record Give(String to, long cents) implements Command<Long> {}

    private static final Duration SOON = Duration.ofSeconds(30);

    private static final String SETTINGS = """
            pekko.loglevel = ERROR
            pekko.stdout-loglevel = ERROR
            pekko.log-dead-letters = off
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            holdfast.persistence { segment-size = 64 KiB, group.max-bytes = 16 KiB }
            holdfast.runtime.kernel.batch.max-bytes = 8 KiB
            holdfast.segments.default.recovery = [{ on = crash, do = [quarantine-command] }]
            """;

    static final Component<Purse, Filled> PURSE = Component.<Purse, Filled>named("purse")
            .startsAs(id -> new Purse(0))
            .decides(
                    Fill.class,
                    (purse, fill, context) ->
                            Decision.of(new Filled(fill.cents(), fill.note())).reply(Purse::cents))
            .decides(
                    FillTwice.class,
                    (purse, fill, context) -> Decision.of(
                                    new Filled(fill.cents(), "once"), new Filled(fill.cents(), "twice"))
                            .reply(Purse::cents))
            .decides(Take.class, (purse, take, context) -> Decision.reject("empty"))
            .decides(Break.class, (purse, command, context) -> {
                throw new IllegalStateException("broken\u001b[31m purse");
            })
            .decides(
                    Give.class,
                    (purse, give, context) -> Decision.of(new Filled(-give.cents(), "given"))
                            .then(Effect.send("purse", give.to(), new Fill(give.cents(), "got")))
                            .reply(Purse::cents))
            .applies(Filled.class, (purse, filled) -> new Purse(purse.cents() + filled.cents()))
            .build();

    private SmallLog() {}

    /** One of everything. */
    public static void everything(Path directory) {
        run(directory, (system, holdfast) -> {
            get(holdfast.component(PURSE, "a").ask(new Fill(5, "first")));
            refused(holdfast.component(PURSE, "a").ask(new Take(9)));
            refused(holdfast.component(PURSE, "a").ask(new Break()));
            get(holdfast.component(PURSE, "a").ask(new Give("b", 2)));
            // once the status says so, it is durable: tallies and effects are counted after the write
            await().atMost(SOON).until(() -> holdfast.status().tally(), new Tally(3, 1, 1, 0)::equals);
            await().atMost(SOON)
                    .until(holdfast::status, status -> status.openEffects() == 0 && status.faultsToRecord() == 0);
            CompletableFuture<Boolean> stored = new CompletableFuture<>();
            ((ExtendedActorSystem) Adapter.toClassic(system))
                    .systemActorOf(Props.create(Foreigner.class, () -> new Foreigner(stored)), "foreigner");
            get(stored);
        });
    }

    /** Starts the service again, fills a purse, and says how much is in it then. */
    public static long filled(Path directory, String purse, long cents) {
        CompletableFuture<Long> sum = new CompletableFuture<>();
        run(
                directory,
                (system, holdfast) ->
                        sum.complete(get(holdfast.component(PURSE, purse).ask(new Fill(cents, "again")))));
        return sum.join();
    }

    /** Starts the service again and fills a purse by a command that takes two events. */
    public static void filledTwice(Path directory, String purse, long cents) {
        run(
                directory,
                (system, holdfast) -> get(holdfast.component(PURSE, purse).ask(new FillTwice(cents))));
    }

    /** Ends with a frame of several sectors. */
    public static void largeLastFrame(Path directory) {
        run(directory, (system, holdfast) -> get(holdfast.component(PURSE, "a").ask(new Fill(5, "x".repeat(3000)))));
    }

    private interface Job {
        void run(ActorSystem<Void> system, Holdfast holdfast);
    }

    private static void run(Path directory, Job job) {
        Config config = ConfigFactory.parseString(SETTINGS)
                .withValue(
                        "holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(directory.toString())))
                .withFallback(ConfigFactory.load());
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "small", config);
        try {
            job.run(system, Holdfast.get(system).start(PURSE));
        } finally {
            system.terminate();
            get(system.getWhenTerminated());
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture()
                .orTimeout(SOON.toSeconds(), TimeUnit.SECONDS)
                .join();
    }

    private static void refused(CompletionStage<?> stage) {
        try {
            get(stage);
        } catch (CompletionException e) {
            if (e.getCause() instanceof CommandFailure) {
                return;
            }
            throw e;
        }
        throw new AssertionError("the command was not refused");
    }

    /** Another persistent actor on the same journal. */
    static final class Foreigner extends AbstractPersistentActor {

        private final CompletableFuture<Boolean> stored;

        Foreigner(CompletableFuture<Boolean> stored) {
            this.stored = stored;
        }

        @Override
        public String persistenceId() {
            return "foreigner";
        }

        @Override
        public String journalPluginId() {
            return "holdfast.persistence.journal";
        }

        @Override
        public String snapshotPluginId() {
            return "pekko.persistence.no-snapshot-store";
        }

        @Override
        public void preStart() {
            getSelf().tell("go", getSelf());
        }

        @Override
        public Receive createReceiveRecover() {
            return receiveBuilder().build();
        }

        @Override
        public Receive createReceive() {
            return receiveBuilder()
                    .matchEquals(
                            "go",
                            go -> persistAll(List.of("one", "two", "three"), event -> {
                                if (event.equals("three")) {
                                    deleteMessages(1);
                                }
                            }))
                    .match(DeleteMessagesSuccess.class, done -> stored.complete(true))
                    .build();
        }
    }
}
