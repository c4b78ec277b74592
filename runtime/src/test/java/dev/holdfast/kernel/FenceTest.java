package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Park;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A zombie is an incarnation stuck in user code when its successor starts, and released afterwards. */
class FenceTest {

    @TempDir
    Path directory;

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_zombie_whose_slot_was_closed_writes_nothing_and_ends_K3(boolean straight) {
        Account.gate("closed");
        try (Plant plant = plant(straight)) {
            Life first = new Life(plant, 1);
            first.kernel().tell(run(plant, 1, new Park("closed", 100)), ActorRef.noSender());
            Account.awaitParked("closed");
            Life second = new Life(plant, 2);
            second.kernel();
            first.incarnation.slot().close();
            Account.release("closed");
            await().atMost(TestSystem.SOON).until(() -> first.ended());
            assertThat(first.news).noneMatch(Fenced.class::isInstance);
            second.kernel().tell(run(plant, 2, new Show()), ActorRef.noSender());
            assertThat(plant.cents(plant.answerTo(id("c", 2)))).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void a_zombie_that_passed_its_slot_is_refused_by_the_journal_and_harms_nobody_K3(boolean straight) {
        Account.gate("open");
        try (Plant plant = plant(straight)) {
            Life first = new Life(plant, 1);
            first.kernel().tell(run(plant, 1, new Park("open", 100)), ActorRef.noSender());
            Account.awaitParked("open");
            Life second = new Life(plant, 2);
            second.kernel();
            Account.release("open");
            await().atMost(TestSystem.SOON).until(() -> first.news.stream().anyMatch(Fenced.class::isInstance));
            second.kernel().tell(run(plant, 2, new Deposit(1)), ActorRef.noSender());
            assertThat(plant.cents(new Deposit(1), plant.answerTo(id("c", 2)))).isEqualTo(1);
        }
    }

    /** Whether its kernels write straight into the log, or through Pekko. */
    private Plant plant(boolean straight) {
        return new Plant(directory, "", reader -> reader, writer -> straight ? Optional.of(writer) : Optional.empty());
    }

    private static Run run(Plant plant, long number, dev.holdfast.component.Command<?> command) {
        return new Run(plant.presentation(id("c", number), command), Optional.empty(), Treatment.FIRST);
    }

    /** One incarnation, whose front is the test. */
    private static final class Life {
        private final List<FrontMessage> news = new CopyOnWriteArrayList<>();
        private final Incarnation incarnation;

        private Life(Plant plant, int number) {
            var system = plant.system().system();
            var front = system.systemActorOf(
                    Behaviors.receive(FrontMessage.class)
                            .onMessage(FrontMessage.class, message -> {
                                news.add(message);
                                return Behaviors.same();
                            })
                            .build(),
                    "front-" + number,
                    Props.empty());
            ActorRef nursery = ((org.apache.pekko.actor.ExtendedActorSystem) Adapter.toClassic(system))
                    .systemActorOf(Nursery.props(plant.environment()), "nursery-" + number);
            Desk desk = new Desk(plant.environment(), new ComponentId("account", "1"));
            incarnation = new Incarnation(desk, number, new Slot(), front, nursery, plant.ring(), Orders.NONE);
            nursery.tell(new Nursery.Start(incarnation, plant.codec()), ActorRef.noSender());
        }

        private ActorRef kernel() {
            await().atMost(TestSystem.SOON).until(() -> news.stream().anyMatch(Ready.class::isInstance));
            return news.stream()
                    .filter(Ready.class::isInstance)
                    .map(message -> ((Ready) message).kernel())
                    .findFirst()
                    .orElseThrow();
        }

        private boolean ended() {
            return news.stream().anyMatch(FrontMessage.Ended.class::isInstance);
        }
    }
}
