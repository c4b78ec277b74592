package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.component.Component;
import dev.holdfast.examples.RecoverySnippets.Charge;
import dev.holdfast.examples.RecoverySnippets.Deposit;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.runtime.ComponentRef;
import dev.holdfast.runtime.Holdfast;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The code on the page about recovery does what the page says. */
class RecoverySnippetsTest {

    /** So that each rung of the default ladders comes at once. */
    private static final String QUICK = """
            pekko.loglevel = ERROR
            pekko.coordinated-shutdown.run-by-jvm-shutdown-hook = off
            holdfast.segments.default.backoff { min = 10ms, max = 100ms }
            """;

    @TempDir
    Path directory;

    private void run(Component<?, ?> component, Consumer<Holdfast> act) {
        Config config = ConfigFactory.parseString(QUICK)
                .withValue(
                        "holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(directory.toString())))
                .withFallback(ConfigFactory.load());
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "recovery", config);
        try {
            act.accept(Holdfast.get(system).start(component));
        } finally {
            system.terminate();
            get(system.getWhenTerminated());
        }
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().join();
    }

    private static ComponentRef account(Holdfast holdfast) {
        return holdfast.component(RecoverySnippets.ACCOUNT, "42");
    }

    @Test
    void what_a_charge_leaves_below_nothing_is_waived() {
        run(RecoverySnippets.ACCOUNT, holdfast -> {
            get(account(holdfast).ask(new Deposit(100)));
            assertThat(get(account(holdfast).ask(new Charge(150, 1)))).isZero();
        });
    }

    @Test
    void a_charge_that_fails_is_made_by_the_alternate() {
        run(RecoverySnippets.ACCOUNT, holdfast -> {
            get(account(holdfast).ask(new Deposit(100)));
            assertThat(get(account(holdfast).ask(new Charge(30, 0)))).isEqualTo(70);
        });
    }

    @Test
    void a_plan_takes_back_what_stands_above_its_revision() {
        run(RecoverySnippets.ACCOUNT, holdfast -> {
            get(account(holdfast).ask(new Deposit(100)));
            get(account(holdfast).ask(new Deposit(100)));
            RollbackPlan plan = get(RecoverySnippets.plan(holdfast.operator()));
            get(RecoverySnippets.apply(holdfast.operator(), plan));
            assertThat(get(account(holdfast).ask(new Deposit(1)))).isEqualTo(101);
        });
    }

    @Test
    void a_mixed_plan_takes_back_one_deposit_and_corrects_what_is_then_missing_R4() {
        run(RecoverySnippets.ACCOUNT, holdfast -> {
            get(account(holdfast).ask(new Deposit(100)));
            get(account(holdfast).ask(new Deposit(500)));
            assertThat(get(account(holdfast).ask(new Charge(300, 1)))).isEqualTo(300);
            RollbackPlan plan = get(RecoverySnippets.planMixed(holdfast.operator()));
            get(RecoverySnippets.apply(holdfast.operator(), plan));
            assertThat(get(account(holdfast).ask(new Deposit(1)))).isEqualTo(1);
            assertThat(get(holdfast.operator().plan(plan.component(), Rollback.backTo(4)))
                            .head()
                            .revision())
                    .as("the correction is revision 4, the last deposit 5")
                    .isEqualTo(5);
        });
    }

    @Test
    void the_next_release_reads_what_the_first_one_stored() {
        run(RecoverySnippets.ACCOUNT, holdfast -> get(account(holdfast).ask(new Deposit(100))));
        run(
                NextRelease.ACCOUNT,
                holdfast -> assertThat(get(
                                holdfast.component(NextRelease.ACCOUNT, "42").ask(new NextRelease.Show())))
                        .isEqualTo(new NextRelease.Account(100, "EUR")));
    }
}
