package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new release folds what the old one stored. */
class SchemaEvolutionTest {

    @TempDir
    Path directory;

    record OldDeposited(long cents) {}

    record OldDeposit(long cents) implements Command<Long> {}

    private static final Component<Long, OldDeposited> OLD_ACCOUNT = Component.<Long, OldDeposited>named("account")
            .startsAs(id -> 0L)
            .decides(
                    "deposit",
                    OldDeposit.class,
                    (cents, deposit, context) ->
                            Decision.of(new OldDeposited(deposit.cents())).reply(after -> after))
            .applies("deposited", OldDeposited.class, (cents, event) -> cents + event.cents())
            .build();

    record Deposited(long amount, String currency) {}

    record Deposit(long amount, String currency) implements Command<String> {}

    private static final Component<String, Deposited> ACCOUNT = account(json -> {
        ObjectNode event = (ObjectNode) json;
        event.set("amount", event.remove("cents"));
        return event.put("currency", "EUR");
    });

    private static Component<String, Deposited> account(UnaryOperator<JsonNode> upgrade) {
        return Component.<String, Deposited>named("account")
                .startsAs(id -> "")
                .decides(
                        Deposit.class,
                        (text, deposit, context) -> Decision.of(new Deposited(deposit.amount(), deposit.currency()))
                                .reply(after -> after))
                .applies(Deposited.class, (text, event) -> text + event.amount() + " " + event.currency() + ";")
                .upgrades(Deposited.class, 1, upgrade)
                .build();
    }

    @Test
    void an_event_stored_by_version_1_is_upgraded_and_applied() {
        try (TestSystem system = TestSystem.on(directory, OLD_ACCOUNT)) {
            get(system.holdfast().component(OLD_ACCOUNT, "1").ask(new OldDeposit(100)));
        }
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThat(get(system.holdfast().component(ACCOUNT, "1").ask(new Deposit(5, "CHF"))))
                    .isEqualTo("100 EUR;5 CHF;");
        }
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThat(get(system.holdfast().component(ACCOUNT, "1").ask(new Deposit(1, "USD"))))
                    .isEqualTo("100 EUR;5 CHF;1 USD;");
        }
    }

    @Test
    void an_upgrade_that_throws_parks_the_component_until_a_release_can_read_the_event() {
        try (TestSystem system = TestSystem.on(directory, OLD_ACCOUNT)) {
            get(system.holdfast().component(OLD_ACCOUNT, "1").ask(new OldDeposit(100)));
        }
        Component<String, Deposited> hasty = account(json -> {
            throw new IllegalStateException("planned failure of the upgrade");
        });
        try (TestSystem system = TestSystem.on(directory, hasty)) {
            assertThatThrownBy(() -> get(system.holdfast().component(hasty, "1").ask(new Deposit(5, "CHF"))))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("poison-event")
                    .hasMessageContaining("planned failure of the upgrade");
        }
        try (TestSystem system = TestSystem.on(directory, ACCOUNT)) {
            assertThat(get(system.holdfast().component(ACCOUNT, "1").ask(new Deposit(5, "CHF"))))
                    .isEqualTo("100 EUR;5 CHF;");
        }
    }
}
