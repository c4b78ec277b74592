package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.QuarantinedCommand;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.testing.Stored;
import dev.holdfast.testing.TestSystem;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole log with its checkpoints in format v1, written once by {@link FirstRelease} and never again: when a test here
 * fails, the code is wrong, for logs like this exist. It was written with {@code segment-size = 64 KiB} and {@code
 * checkpoint.every = 3}. Account 1 holds
 *
 * <pre>
 * revision 1 to 3   deposits of 100, 20 and 3; then a checkpoint
 * revision 4, 5     a deposit of -1000, and 877 to correct it; then a checkpoint
 *                   Fragile(30), which was set aside
 * revision 6        a deposit of 5000, voided by an operator at last
 * revision 7, 8     deposits of 7 and 1; then a checkpoint, of no use since revision 6 was voided
 * </pre>
 */
class GoldenLogTest {

    private static final ComponentId ONE = new ComponentId("account", "1");

    @TempDir
    Path directory;

    private final AtomicInteger applied = new AtomicInteger();

    /** Today's release: cents were renamed to amount, and the currency became part of each value. */
    record Deposited(long amount, String currency) {}

    record Balance(long amount, String currency) {}

    record Fragile(long amount, String currency) implements Command<Long> {}

    record Show() implements Command<Balance> {}

    private final Component<Balance, Deposited> account = upgraded(Component.<Balance, Deposited>named("account")
                    .startsAs(id -> new Balance(0, "EUR"))
                    .decides(
                            Show.class,
                            (balance, show, context) -> Decision.<Deposited>of().reply(after -> after))
                    .decides(
                            Fragile.class,
                            (balance, fragile, context) -> Decision.of(
                                            new Deposited(fragile.amount(), fragile.currency()))
                                    .reply(Balance::amount))
                    .applies(Deposited.class, (balance, deposited) -> {
                        applied.incrementAndGet();
                        return new Balance(balance.amount() + deposited.amount(), deposited.currency());
                    })
                    .keepsState(Balance.class))
            .build();

    private static ComponentBuilder<Balance, Deposited> upgraded(ComponentBuilder<Balance, Deposited> builder) {
        for (Class<?> type : List.of(Deposited.class, Fragile.class, Balance.class)) {
            builder.upgrades(type, 1, GoldenLogTest::renamed).upgrades(type, 2, GoldenLogTest::withCurrency);
        }
        return builder;
    }

    private static JsonNode renamed(JsonNode json) {
        ObjectNode value = (ObjectNode) json;
        value.set("amount", value.remove("cents"));
        return value;
    }

    private static JsonNode withCurrency(JsonNode json) {
        return ((ObjectNode) json).put("currency", "CHF");
    }

    @BeforeEach
    void copy() throws IOException, URISyntaxException {
        Path golden = Path.of(Objects.requireNonNull(GoldenLogTest.class.getResource("/golden/v1/log"))
                .toURI());
        try (Stream<Path> files = Files.walk(golden)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = directory.resolve(golden.relativize(file).toString());
                Files.createDirectories(Objects.requireNonNull(copy.getParent()));
                Files.copy(file, copy);
            }
        }
    }

    private TestSystem start() {
        return TestSystem.on(directory, account);
    }

    private Balance shown(TestSystem system) {
        return get(system.holdfast().component(account, "1").ask(new Show()));
    }

    @Test
    void is_read_by_the_release_that_wrote_it() {
        try (TestSystem system = TestSystem.on(directory, FirstRelease.ACCOUNT)) {
            ComponentRef one = system.holdfast().component(FirstRelease.ACCOUNT, "1");
            assertThat(get(one.ask(new FirstRelease.Deposit(1)))).isEqualTo(9);
        }
        assertThat(Stored.faults(directory))
                .filteredOn(fault -> fault.kind().equals("checkpoint"))
                .as("the only one of no use is that above the void, then and now")
                .hasSize(2)
                .allSatisfy(fault -> assertThat(fault.cause()).contains("-10-", "void"));
    }

    @Test
    void events_and_the_state_of_a_checkpoint_are_brought_up_to_date_by_a_later_release_K10() {
        try (TestSystem system = start()) {
            assertThat(shown(system)).isEqualTo(new Balance(8, "CHF"));
        }
        assertThat(applied)
                .as("those behind the checkpoint that are not voided")
                .hasValue(2);
    }

    @Test
    void all_events_are_brought_up_to_date_when_the_checkpoints_are_gone_and_no_voided_one_is_read_K9()
            throws IOException {
        try (Stream<Path> checkpoints = Files.list(directory.resolve("checkpoints"))) {
            for (Path checkpoint : checkpoints.toList()) {
                Files.delete(checkpoint);
            }
        }
        try (TestSystem system = start()) {
            assertThat(shown(system)).isEqualTo(new Balance(8, "CHF"));
        }
        assertThat(applied).as("all but the voided one").hasValue(7);
    }

    @Test
    void a_command_that_was_set_aside_is_brought_up_to_date_and_executed_when_it_is_issued_again_R6() {
        try (TestSystem system = start()) {
            Operator operator = system.holdfast().operator();
            QuarantinedCommand fragile = get(operator.quarantined(ONE)).get(0);
            get(operator.reissue(fragile.id(), new Mandate("ann", "the new release can do it")));
            await().atMost(TestSystem.SOON).until(() -> shown(system).equals(new Balance(38, "CHF")));
        }
    }
}
