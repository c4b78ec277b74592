package dev.holdfast.codec;

import static dev.holdfast.codec.Values.stored;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;
import dev.holdfast.persistence.entry.Encoded;
import java.util.HexFormat;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Schema evolution: what older software stored is brought up to date before it becomes a value. */
class UpgradeTest {

    /** {@code {"cents": 100}} as the first release stored it; never to be changed. */
    private static final String CENTS_100 = "bf6563656e74731864ff";

    /** {@code {"amount": 100}}, as the second release stored it. */
    private static final String AMOUNT_100 = "bf66616d6f756e741864ff";

    record OldDeposited(long cents) {}

    record OldDeposit(long cents) implements Command<Long> {}

    private static final Component<Long, OldDeposited> FIRST = Component.<Long, OldDeposited>named("account")
            .startsAs(id -> 0L)
            .decides(
                    "deposit",
                    OldDeposit.class,
                    (cents, deposit, context) ->
                            Decision.of(new OldDeposited(deposit.cents())).reply(after -> after))
            .applies("deposited", OldDeposited.class, (cents, event) -> cents + event.cents())
            .build();

    /** The third release: cents were renamed to amount, and then the currency became part of each value. */
    record Deposited(long amount, String currency) {}

    record Deposit(long amount, String currency) implements Command<Long> {}

    record Balance(long amount, String currency) {}

    private static ComponentBuilder<Balance, Deposited> third() {
        return Component.<Balance, Deposited>named("account")
                .startsAs(id -> new Balance(0, "USD"))
                .decides(
                        Deposit.class,
                        (state, deposit, context) -> Decision.of(new Deposited(deposit.amount(), deposit.currency()))
                                .reply(Balance::amount))
                .applies(
                        Deposited.class,
                        (state, event) -> new Balance(state.amount() + event.amount(), state.currency()))
                .keepsState(Balance.class);
    }

    private static JsonNode renamed(JsonNode json) {
        ObjectNode value = (ObjectNode) json;
        value.set("amount", value.remove("cents"));
        return value;
    }

    private static JsonNode withCurrency(JsonNode json) {
        return ((ObjectNode) json).put("currency", "EUR");
    }

    private static ComponentCodec<Balance, Deposited> thirdCodec() {
        ComponentBuilder<Balance, Deposited> builder = third();
        for (Class<?> type : List.of(Deposited.class, Deposit.class, Balance.class)) {
            builder.upgrades(type, 1, UpgradeTest::renamed).upgrades(type, 2, UpgradeTest::withCurrency);
        }
        return new ComponentCodec<>(builder.build(), Values.mapper());
    }

    private static ComponentCodec<Balance, Deposited> codecWith(UnaryOperator<JsonNode> upgrade) {
        return new ComponentCodec<>(
                third().upgrades(Deposited.class, 1, upgrade).build(), Values.mapper());
    }

    @Test
    void an_upgrade_that_throws_names_the_type_and_the_version() {
        ComponentCodec<Balance, Deposited> codec = codecWith(json -> {
            throw new IllegalStateException("planned");
        });
        assertThatThrownBy(() -> codec.decodeEvent(stored("deposited", 1, CENTS_100)))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("'account'", Deposited.class.getName(), "from version 1", "planned")
                .hasRootCauseMessage("planned");
    }

    @Test
    @SuppressWarnings("NullAway") // a user's function may do what it must not
    void an_upgrade_that_returns_null_names_the_type_and_the_version() {
        ComponentCodec<Balance, Deposited> codec = codecWith(json -> null);
        assertThatThrownBy(() -> codec.decodeEvent(stored("deposited", 1, CENTS_100)))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("'account'", Deposited.class.getName(), "from version 1", "null");
    }

    @Test
    void an_upgrade_to_json_null_gives_no_value() {
        ComponentCodec<Balance, Deposited> codec = codecWith(json -> NullNode.getInstance());
        assertThatThrownBy(() -> codec.decodeEvent(stored("deposited", 1, CENTS_100)))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("as null");
    }

    @Test
    void an_upgrade_that_gives_something_else_is_named_by_what_cannot_be_read() {
        ComponentCodec<Balance, Deposited> codec = codecWith(json -> TextNode.valueOf("what?"));
        assertThatThrownBy(() -> codec.decodeEvent(stored("deposited", 1, CENTS_100)))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("deposited/1", Deposited.class.getName());
    }

    @Test
    void bytes_that_are_no_value_are_not_upgraded() {
        ComponentCodec<Balance, Deposited> codec = codecWith(json -> {
            throw new AssertionError("called");
        });
        assertThatThrownBy(() -> codec.decodeEvent(stored("deposited", 1, "bf65")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("cannot be read");
    }

    @Test
    void a_version_newer_than_this_software_is_refused_not_guessed() {
        assertThatThrownBy(() -> thirdCodec().decodeEvent(stored("deposited", 4, CENTS_100)))
                .isInstanceOf(CodecException.class)
                .hasMessageContainingAll("deposited/4", "up to 3", "newer");
    }

    @Test
    void golden_what_the_first_release_wrote_is_what_it_writes_today() {
        Encoded written = new ComponentCodec<>(FIRST, Values.mapper()).encodeEvent(new OldDeposited(100));
        assertThat(written.version()).isEqualTo(1);
        assertThat(HexFormat.of().formatHex(written.bytes())).isEqualTo(CENTS_100);
    }

    @Test
    void golden_an_event_of_version_1_takes_each_step_in_order() {
        assertThat(thirdCodec().decodeEvent(stored("deposited", 1, CENTS_100))).isEqualTo(new Deposited(100, "EUR"));
    }

    @Test
    void golden_an_event_of_version_2_takes_only_the_last_step() {
        assertThat(thirdCodec().decodeEvent(stored("deposited", 2, AMOUNT_100))).isEqualTo(new Deposited(100, "EUR"));
    }

    @Test
    void golden_a_command_of_version_1_is_decided_as_one_of_today() {
        assertThat(thirdCodec().decodeCommand(stored("deposit", 1, CENTS_100))).isEqualTo(new Deposit(100, "EUR"));
    }

    @Test
    void golden_a_checkpoint_of_version_1_gives_a_state_of_today() {
        assertThat(thirdCodec().states(Balance.class).read(stored("balance", 1, CENTS_100)))
                .isEqualTo(new Balance(100, "EUR"));
    }

    @Test
    void what_is_written_is_of_the_version_after_the_last_upgrade_and_is_not_upgraded_again() {
        ComponentCodec<Balance, Deposited> codec = thirdCodec();
        Encoded written = codec.encodeEvent(new Deposited(5, "CHF"));
        assertThat(written.version()).isEqualTo(3);
        assertThat(codec.decodeEvent(written)).isEqualTo(new Deposited(5, "CHF"));
    }

    @Test
    void bytes_that_say_null_are_no_value() {
        assertThatThrownBy(() -> thirdCodec().decodeEvent(stored("deposited", 3, "f6")))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("as null");
    }
}
