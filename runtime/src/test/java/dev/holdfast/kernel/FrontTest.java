package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.FrontMessage.Drained;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Healed;
import dev.holdfast.kernel.FrontMessage.Operate;
import dev.holdfast.kernel.FrontMessage.Present;
import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.kernel.KernelMessage.Drain;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.operator.Head;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.VoidPlan;
import dev.holdfast.recovery.Fault;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.TestSystem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a front makes of the news of its incarnations while an operator's order waits or is under way; the test is the kernels. */
class FrontTest {

    private static final ComponentId ONE = new ComponentId("account", "1");
    private static final String PARKS = "holdfast.segments.default.recovery = [{ on = state-corrupted, do = [park] }]";

    @TempDir
    Path directory;

    private final BlockingQueue<Object> nursery = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> kernel = new LinkedBlockingQueue<>();
    private final Operation operation = Operation.of(
            new RollbackPlan(
                    ONE,
                    new Head(2, HistoryHash.NONE, 1),
                    new VoidPlan(List.of(new Range(1, 1)), List.of(), List.of()),
                    false),
            new Mandate("ann", "wrong"),
            "o-1");

    @org.jspecify.annotations.Nullable
    private Plant plant;

    @AfterEach
    void stop() {
        plant().close();
    }

    private Plant plant() {
        return java.util.Objects.requireNonNull(plant);
    }

    /** Until its first incarnation is to be started. */
    private Incarnation start(String settings) {
        plant = new Plant(directory, settings, reader -> reader);
        var system = plant().system().system();
        system.systemActorOf(
                Front.create(
                        plant().environment(),
                        plant().codec(),
                        into(nursery, "nursery"),
                        new Desk(plant().environment(), ONE)),
                "front",
                Props.empty());
        return started();
    }

    private ActorRef into(BlockingQueue<Object> messages, String name) {
        return Adapter.toClassic(plant().system()
                .system()
                .systemActorOf(
                        Behaviors.receive(Object.class)
                                .onMessage(Object.class, message -> {
                                    messages.add(message);
                                    return Behaviors.same();
                                })
                                .build(),
                        name,
                        Props.empty()));
    }

    /** The next incarnation that is to be started. */
    private Incarnation started() {
        return next(nursery, Nursery.Start.class).incarnation();
    }

    private static <T> T next(BlockingQueue<Object> messages, Class<T> kind) {
        try {
            while (true) {
                Object next = messages.poll(TestSystem.SOON.toSeconds(), TimeUnit.SECONDS);
                if (next == null) {
                    throw new AssertionError("no " + kind.getSimpleName() + " within " + TestSystem.SOON);
                }
                if (kind.isInstance(next)) {
                    return kind.cast(next);
                }
            }
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void ready(Incarnation incarnation) {
        incarnation.front().tell(new Ready(incarnation.number(), into(kernel, "kernel-of-" + incarnation.number())));
    }

    /** An incarnation that ends what it has begun, because an order waits. */
    private Incarnation draining(String settings) {
        Incarnation first = start(settings);
        ready(first);
        first.front().tell(new Operate(operation));
        next(kernel, Drain.class);
        return first;
    }

    private Fault fault(FaultKind kind) {
        return plant().environment()
                .fault(kind, ONE.persistenceId(), 1, Optional.empty(), new IOException("planned"), false);
    }

    private Healed healed(Incarnation incarnation) {
        return new Healed(incarnation.number(), fault(FaultKind.INVARIANT_VIOLATED), 7);
    }

    private static void assertCarriesOut(Incarnation incarnation) {
        assertThat(incarnation.orders().plan()).isPresent();
    }

    @Test
    void corruption_that_shows_while_an_incarnation_drains_keeps_no_order_waiting_R1() {
        Incarnation first = draining("");
        first.front().tell(healed(first));
        first.front().tell(new Drained(first.number()));
        assertCarriesOut(started());
    }

    /** The incarnation is gone, and will not say that it has drained. */
    @Test
    void an_order_is_carried_out_on_a_component_that_parks_for_corruption_while_it_drains_R1() {
        Incarnation first = draining(PARKS);
        first.front().tell(healed(first));
        assertCarriesOut(started());
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "fenced", "ended"})
    void an_order_outlives_an_incarnation_that_is_lost_while_it_drains(String how) {
        Incarnation first = draining("");
        Failed failed = new Failed(first.number(), fault(FaultKind.STORAGE_WRITE), Optional.empty(), Remedies.NONE);
        first.front()
                .tell(
                        how.equals("failed")
                                ? failed
                                : how.equals("fenced")
                                        ? new Fenced(first.number(), "planned")
                                        : new FrontMessage.Ended(first.number(), Optional.empty()));
        Incarnation second = started();
        assertThat(second.orders().plan()).as("it recovers first").isEmpty();
        ready(second);
        next(kernel, Drain.class);
        second.front().tell(new Drained(second.number()));
        assertCarriesOut(started());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", PARKS})
    void an_order_is_done_when_the_incarnation_that_carried_it_out_says_that_memory_was_corrupted_R1(String settings) {
        Incarnation first = draining(settings);
        first.front().tell(new Drained(first.number()));
        Incarnation second = started();
        second.front().tell(healed(second));
        assertThat(TestSystem.get(operation.done())).isNotNull();
    }

    @Test
    void a_command_that_comes_while_an_order_is_carried_out_is_given_to_who_serves_next_K5() {
        Incarnation first = draining("");
        Presentation deposit = plant().presentation(id("c", 1), new Deposit(1));
        first.front().tell(new Present(deposit));
        first.front().tell(new Drained(first.number()));
        Incarnation second = started();
        second.front().tell(healed(second));
        ready(second);
        assertThat(next(kernel, Run.class).presentation()).isEqualTo(deposit);
    }

    @Test
    void an_order_under_way_is_answered_when_the_front_ends() {
        Incarnation first = draining("");
        first.front().tell(new Drained(first.number()));
        started();
        plant().close();
        assertThatThrownBy(() -> TestSystem.get(operation.done())).isInstanceOf(OrderUnknown.class);
    }
}
