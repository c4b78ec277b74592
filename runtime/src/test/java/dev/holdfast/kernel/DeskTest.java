package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.FrontMessage.Present;
import dev.holdfast.kernel.KernelMessage.Begin;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.Permits.Permit;
import dev.holdfast.kernel.Presentation.Resolve;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeskTest {

    private static final CommandId ID = Plant.id("c", 1);

    @TempDir
    private Path directory;

    private final BlockingQueue<Object> toFront = new LinkedBlockingQueue<>();
    private final BlockingQueue<Object> toKernel = new LinkedBlockingQueue<>();
    private final List<Response> answered = new ArrayList<>();
    private final Permits permits = new Permits(1);

    private Plant plant;
    private Desk desk;
    private Incarnation first;
    private org.apache.pekko.actor.ActorRef kernel;

    @BeforeEach
    void start() {
        plant = Plant.on(directory);
        desk = new Desk(plant.environment(), new ComponentId("account", "1"));
        first = incarnation(1);
        kernel = Adapter.toClassic(collector("kernel", toKernel));
    }

    @AfterEach
    void stop() {
        plant.close();
    }

    @Test
    void a_command_is_at_the_desk_before_the_kernel_has_it_K5() throws InterruptedException {
        desk.open(first, kernel);
        assertThat(next(toKernel)).isInstanceOf(Begin.class);
        door().send(presentation());
        assertThat(desk.find(Optional.of(ID))).isPresent();
        assertThat(next(toKernel)).isInstanceOf(Run.class);
    }

    @Test
    void what_waits_is_handed_to_the_next_incarnation_K5() throws InterruptedException {
        desk.open(first, kernel);
        door().send(presentation());
        next(toKernel);
        next(toKernel);
        desk.close();
        desk.open(incarnation(2), kernel);
        next(toKernel);
        assertThat(((Run) next(toKernel)).presentation().id()).isEqualTo(ID);
    }

    @Test
    void a_command_that_comes_to_a_shut_door_goes_to_the_front() throws InterruptedException {
        desk.open(first, kernel);
        Door old = door();
        desk.close();
        old.send(presentation());
        assertThat(next(toFront)).isInstanceOf(Present.class);
        assertThat(desk.find(Optional.of(ID))).isEmpty();
    }

    @Test
    void a_door_of_an_earlier_incarnation_stays_shut() throws InterruptedException {
        desk.open(first, kernel);
        Door old = door();
        desk.close();
        desk.open(incarnation(2), kernel);
        old.send(presentation());
        assertThat(next(toFront)).isInstanceOf(Present.class);
    }

    @Test
    void an_id_is_handed_to_an_incarnation_once_and_one_outcome_does_for_all_its_presentations_K6()
            throws InterruptedException {
        desk.open(first, kernel);
        door().send(presentation());
        door().send(presentation());
        next(toKernel);
        door().tell(Answers.of(ID, new Response.Unknown("marks the end")));
        next(toKernel);
        assertThat(next(toKernel)).isInstanceOf(Answers.class);
    }

    @Test
    void what_is_done_is_forgotten_and_makes_room_for_another_command() {
        Presentation only = presentation();
        assertThat(permits.tryTake()).isEmpty();
        desk.open(first, kernel);
        door().send(only);
        desk.done(first, List.of(new Given(ID, new Response.Final(new Answer.Rejected("no")))));
        assertThat(desk.find(Optional.of(ID))).isEmpty();
        assertThat(permits.out()).isZero();
    }

    @Test
    void an_incarnation_that_was_given_up_is_not_heard_K5() {
        desk.open(first, kernel);
        door().send(presentation());
        desk.close();
        desk.open(incarnation(2), kernel);
        desk.done(first, List.of(new Given(ID, new Response.Final(new Answer.Rejected("no")))));
        assertThat(desk.find(Optional.of(ID))).isPresent();
    }

    @Test
    void of_a_refused_command_that_an_incarnation_had_it_cannot_be_said_whether_it_was_executed() {
        desk.open(first, kernel);
        door().send(presentation());
        desk.refuseAll("parked", Duration.ofSeconds(1));
        assertThat(answered).singleElement().isInstanceOf(Response.Unknown.class);
        assertThat(permits.out()).isZero();
    }

    @Test
    void a_refused_command_that_no_incarnation_had_was_not_executed() {
        desk.take(new Waiting(presentation()));
        desk.refuseAll("parked", Duration.ofSeconds(1));
        assertThat(answered).singleElement().isInstanceOf(Response.Unavailable.class);
    }

    private Door door() {
        return desk.door().orElseThrow();
    }

    private Presentation presentation() {
        Permit permit = permits.tryTake().orElse(Permit.NONE);
        return new Presentation(
                ID,
                1,
                Instant.MAX,
                new Resolve(),
                permit,
                answers -> answers.given().forEach(given -> answered.add(given.response())));
    }

    private Incarnation incarnation(int number) {
        ActorRef<Object> front = collector("front-" + number, toFront);
        return new Incarnation(
                desk, number, new Slot(), front.unsafeUpcast(), Adapter.toClassic(front), plant.ring(), Orders.NONE);
    }

    private ActorRef<Object> collector(String name, BlockingQueue<Object> into) {
        return plant.system()
                .system()
                .systemActorOf(
                        Behaviors.receive(Object.class)
                                .onMessage(Object.class, message -> {
                                    into.add(message);
                                    return Behaviors.same();
                                })
                                .build(),
                        name,
                        Props.empty());
    }

    private static Object next(BlockingQueue<Object> queue) throws InterruptedException {
        Object next = queue.poll(TestSystem.SOON.toSeconds(), TimeUnit.SECONDS);
        assertThat(next).as("a message within %s", TestSystem.SOON).isNotNull();
        return next;
    }
}
