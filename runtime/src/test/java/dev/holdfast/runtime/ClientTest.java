package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.config.HoldfastSettings;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Chance;
import dev.holdfast.host.Host;
import dev.holdfast.kernel.Answers;
import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.Link;
import dev.holdfast.kernel.Permits;
import dev.holdfast.kernel.Presentation;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.kernel.Presentation.Resolve;
import dev.holdfast.kernel.Response;
import dev.holdfast.kernel.Router;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A client whose segment never answers; the test answers in its stead. */
class ClientTest {

    private static final Executor REJECTS = task -> {
        throw new RejectedExecutionException("the system terminates");
    };

    @TempDir
    private Path directory;

    private final List<Runnable> ticks = new ArrayList<>();
    private final List<String> told = new ArrayList<>();
    private final List<Response> responses = new ArrayList<>();
    private final Permits permits = new Permits(100);
    private final Router router = new Router();
    private TestSystem system;

    @BeforeEach
    void start() {
        system = TestSystem.on(directory, ACCOUNT);
        router.attach(system.system().systemActorOf(Behaviors.ignore(), "silent", Props.empty()));
    }

    @AfterEach
    void stop() {
        system.close();
    }

    @Test
    void a_caller_is_told_even_when_the_executor_takes_nothing_any_more() {
        Client client = client(REJECTS);
        client.ask(pending(() -> {}));
        client.receiver().tell(answerTo(1));
        assertThat(told).containsExactly("answered");
    }

    @Test
    void a_caller_told_in_place_may_ask_again_and_is_told_of_that_too() {
        Client client = client(REJECTS);
        client.ask(pending(() -> {
            client.ask(pending(() -> {}));
            client.receiver().tell(answerTo(2));
        }));
        client.receiver().tell(answerTo(1));
        assertThat(told).containsExactly("answered", "answered");
    }

    @Test
    void when_the_system_has_terminated_who_waits_is_told_and_who_asks_then_is_told_at_once() {
        Client client = client(Runnable::run);
        client.ask(pending(() -> client.ask(pending(() -> {}))));
        client.stop();
        assertThat(told).containsExactly("answered", "answered");
        client.ask(pending(() -> {}));
        assertThat(told).hasSize(3);
    }

    @Test
    void deadlines_are_kept_after_a_tick_that_failed() {
        Client client = client(task -> {
            throw new IllegalStateException("planned");
        });
        client.ask(pending(() -> {}, 0));
        Runnable first = ticks.remove(0);
        client.ask(pending(() -> {}, TimeUnit.DAYS.toNanos(1)));
        assertThatThrownBy(first::run).hasMessage("planned");
        assertThat(ticks).hasSize(1);
    }

    @Test
    void a_caller_without_stack_gets_its_error_before_anything_has_happened() {
        ComponentRef account = system.account("1");
        assertThatThrownBy(() -> descend(Integer.MAX_VALUE, account, new ArrayList<>()))
                .isInstanceOf(StackOverflowError.class);
        assertThat(system.holdfast().status().commandsInFlight()).isZero();
        assertThat(TestSystem.get(account.ask(new Deposit(1))).cents()).isEqualTo(1);
    }

    /** Asks once, as deep as it gets. */
    private static void descend(int frames, ComponentRef account, List<String> asked) {
        try {
            if (frames > 0) {
                descend(frames - 1, account, asked);
            }
        } catch (StackOverflowError deep) {
            if (asked.isEmpty()) {
                asked.add("once");
                account.ask(new Deposit(1));
            }
            throw deep;
        }
    }

    @Test
    void a_command_of_which_every_copy_was_lost_gives_its_permit_back_at_its_deadline_S3() {
        Client client = client(Runnable::run, losing(FaultRule.of(InjectedFault.MESSAGE_LOST, 1)));
        client.ask(pending(() -> {}, 0));
        assertThat(permits.out()).isEqualTo(1);
        ticks.remove(0).run();
        assertThat(told).containsExactly("answered");
        assertThat(permits.out()).isZero();
    }

    @Test
    void a_command_of_which_a_copy_set_out_keeps_its_permit_past_its_deadline_S3() {
        Client client = client(Runnable::run);
        client.ask(pending(() -> {}, 0));
        ticks.remove(0).run();
        assertThat(told).containsExactly("answered");
        assertThat(permits.out()).isEqualTo(1);
    }

    @Test
    void a_refusal_of_the_only_copy_is_passed_on() {
        Client client = client(Runnable::run);
        client.ask(pending(() -> {}, new Execute(deposit())));
        client.receiver().tell(refusalOf(1));
        assertThat(responses).singleElement().isInstanceOf(Response.Unavailable.class);
    }

    /** The other copy may be executed yet. */
    @Test
    void a_refusal_of_one_copy_of_two_is_no_outcome() {
        Client client = client(Runnable::run, losing(FaultRule.of(InjectedFault.MESSAGE_TWICE, 1)));
        client.ask(pending(() -> {}, new Execute(deposit())));
        client.receiver().tell(refusalOf(1));
        assertThat(responses).singleElement().isInstanceOf(Response.Unknown.class);
    }

    private static Encoded deposit() {
        return new Encoded("deposit", 1, new byte[0]);
    }

    private static Answers refusalOf(long number) {
        return new Answers(List.of(new Given(
                new CommandId("me", "account|1", number), new Response.Unavailable("full", Duration.ofSeconds(1)))));
    }

    private Router losing(FaultRule... rules) {
        Router faulty = new Router(new Link(
                FaultInjector.of(FaultSettings.of(rules), Chance.system()),
                Host.system().clock()));
        faulty.attach(system.system().systemActorOf(Behaviors.ignore(), "silent-too", Props.empty()));
        return faulty;
    }

    private Client client(Executor callers) {
        return client(callers, router);
    }

    private Client client(Executor callers, Router by) {
        return new Client(
                new Client.Environment(
                        HoldfastSettings.from(system.system().settings().config())
                                .runtime(),
                        Host.system().clock(),
                        by,
                        callers,
                        (delay, task) -> ticks.add(task)),
                "me");
    }

    private Pending pending(Runnable then) {
        return pending(then, TimeUnit.DAYS.toNanos(1));
    }

    private Pending pending(Runnable then, Presentation.Request request) {
        return pending(then, TimeUnit.DAYS.toNanos(1), request);
    }

    private Pending pending(Runnable then, long nanos) {
        return pending(then, nanos, new Resolve());
    }

    private Pending pending(Runnable then, long nanos, Presentation.Request request) {
        Pending.Caller caller = new Pending.Caller() {
            @Override
            public void answered(CommandId id, Response response) {
                told.add("answered");
                responses.add(response);
                then.run();
            }

            @Override
            public void notSent(String reason) {
                told.add("not sent");
            }
        };
        long until = Host.system().clock().nanoTime() + nanos;
        return new Pending(
                "account|1", request, Instant.MAX, until, permits.tryTake().orElseThrow(), caller);
    }

    private static Answers answerTo(long number) {
        return new Answers(List.of(
                new Given(new CommandId("me", "account|1", number), new Response.Final(new Answer.Rejected("no")))));
    }
}
