package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.typesafe.config.Config;
import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Command;
import dev.holdfast.config.HoldfastSettings;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Host;
import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.Permits.Permit;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.kernel.Presentation.Request;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.ledger.LedgerKeeper;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.journal.JournalReader;
import dev.holdfast.recovery.PoisonBrake;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.AccountEvent;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.serialization.jackson.JacksonObjectMapperProvider;

/** A segment with accounts, whose senders the test plays itself. */
final class Plant implements AutoCloseable {

    private final TestSystem system;
    private final Environment environment;
    private final ComponentCodec<Account, AccountEvent> codec;
    private final BlockingQueue<Given> given = new LinkedBlockingQueue<>();
    private final ActorRef<Answers> sender;

    /** A segment on a directory; {@code reading} may spoil what is read from the journal. */
    Plant(Path directory, String settings, UnaryOperator<JournalReader> reading) {
        this(directory, settings, reading, Optional::of);
    }

    /** A segment on a directory; {@code writing} may spoil what is written, or leave it to Pekko. */
    Plant(
            Path directory,
            String settings,
            UnaryOperator<JournalReader> reading,
            Function<EntryWriter, Optional<EntryWriter>> writing) {
        system = TestSystem.on(directory, settings);
        Config config = system.system().settings().config();
        HoldfastSettings all = HoldfastSettings.from(config);
        ObjectMapper cbor =
                JacksonObjectMapperProvider.get(system.system()).getOrCreate("jackson-cbor", Optional.empty());
        codec = new ComponentCodec<>(Account.ACCOUNT, cbor);
        Map<String, ComponentCodec<?, ?>> components = Map.of("account", codec);
        Host host = Host.system();
        Ledger ledger = LedgerKeeper.ledger(
                100,
                Disk.system(),
                directory.resolve("ledger.jsonl"),
                host.threads().workers("ledger", 1),
                cbor);
        environment = new Environment(
                all.runtime(),
                all.defaultSegment(),
                host,
                reading.apply(
                        EmbeddedLog.get(Adapter.toClassic(system.system())).reader()),
                writing.apply(
                        EmbeddedLog.get(Adapter.toClassic(system.system())).writer()),
                Optional.of(EmbeddedLog.get(Adapter.toClassic(system.system())).checkpoints()),
                ledger,
                new PoisonBrake(all.runtime().poisonBrake()),
                new Permits(1000),
                components,
                new ConcurrentHashMap<>(),
                new Router(),
                FaultInjector.none());
        environment
                .router()
                .attach(system.system().systemActorOf(SegmentActor.create(environment), "plant", Props.empty()));
        sender = actor("sender", given);
    }

    static Plant on(Path directory) {
        return new Plant(directory, "", reader -> reader);
    }

    Environment environment() {
        return environment;
    }

    /** An empty ring. */
    Ring ring() {
        return new Ring(environment.segment().ring());
    }

    ComponentCodec<Account, AccountEvent> codec() {
        return codec;
    }

    TestSystem system() {
        return system;
    }

    private ActorRef<Answers> actor(String name, BlockingQueue<Given> into) {
        return system.system()
                .systemActorOf(
                        Behaviors.receive(Answers.class)
                                .onMessage(Answers.class, answers -> {
                                    into.addAll(answers.given());
                                    return Behaviors.same();
                                })
                                .build(),
                        name,
                        Props.empty());
    }

    static CommandId id(String client, long number) {
        return new CommandId(client, "account|1", number);
    }

    Presentation presentation(CommandId id, long floor, Instant deadline, Request request) {
        return new Presentation(id, floor, deadline, request, Permit.NONE, sender::tell);
    }

    Presentation presentation(CommandId id, Command<?> command) {
        Instant deadline = environment.now().plusSeconds(60);
        return presentation(id, id.number(), deadline, new Execute(codec.encode(command)));
    }

    /** Presents, and waits for the answer to this id. */
    Response ask(Presentation presentation) {
        environment.router().present(presentation);
        return answerTo(presentation.id());
    }

    Response ask(CommandId id, Command<?> command) {
        return ask(presentation(id, command));
    }

    /** The next answer, which must be to this id. */
    Response answerTo(CommandId id) {
        Given next = next();
        assertThat(next.id()).isEqualTo(id);
        return next.response();
    }

    /** The answer to this id, after any number of answers to others. */
    Response answerToLast(CommandId id) {
        Given next = next();
        while (!next.id().equals(id)) {
            next = next();
        }
        return next.response();
    }

    /** The balance that a response says. */
    long cents(Response response) {
        return cents(new Account.Show(), response);
    }

    /** The balance that the response to this command says. */
    long cents(Command<Balance> asked, Response response) {
        Answer answer = ((Response.Final) response).answer();
        Balance balance = (Balance) codec.decodeReply(asked, ((Answer.Completed) answer).reply());
        return balance.cents();
    }

    private Given next() {
        try {
            Given next = given.poll(TestSystem.SOON.toSeconds(), TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no answer within " + TestSystem.SOON);
            }
            return next;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        system.close();
    }
}
