package dev.holdfast.kernel;

import static dev.holdfast.kernel.Plant.id;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.holdfast.kernel.FrontMessage.Fenced;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.testing.Account;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Park;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
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
}
