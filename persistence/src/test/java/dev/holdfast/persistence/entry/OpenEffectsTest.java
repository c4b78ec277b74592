package dev.holdfast.persistence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Open effects")
class OpenEffectsTest {

    private final OpenEffects effects = new OpenEffects();

    @Test
    void a_number_that_is_not_the_next_is_refused_R6() {
        effects.open(effect("t|1", 1));

        for (long number : new long[] {1, 3}) {
            assertThatThrownBy(() -> effects.open(effect("t|1", number)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("t|1#" + number)
                    .hasMessageContaining("#2 is due");
        }
        assertThat(effects.all()).containsExactly(effect("t|1", 1));
    }

    @Test
    void settling_what_is_not_open_is_refused_R6() {
        effects.open(effect("t|1", 1));
        effects.settle(settlement("t|1", 1));

        for (Settlement stray : new Settlement[] {settlement("t|1", 1), settlement("t|1", 2), settlement("t|2", 1)}) {
            assertThatThrownBy(() -> effects.settle(stray))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining(stray.target() + "#" + stray.number());
        }
        assertThat(effects.count()).isZero();
    }

    @Test
    void numbers_are_dense_per_target_from_one_and_not_used_again_after_settling_R6() {
        assertThat(effects.nextNumber("t|1")).isEqualTo(1);
        effects.open(effect("t|1", 1));
        effects.open(effect("t|1", 2));
        effects.open(effect("t|2", 1));
        effects.settle(settlement("t|1", 1));
        effects.settle(settlement("t|1", 2));

        assertThat(effects.nextNumber("t|1")).isEqualTo(3);
        assertThat(effects.nextNumber("t|2")).isEqualTo(2);
    }

    @Test
    void the_floor_is_the_lowest_open_number_or_the_next_when_none_is_open_R6() {
        assertThat(effects.floor("t|1")).isEqualTo(1);
        for (long number = 1; number <= 3; number++) {
            effects.open(effect("t|1", number));
        }

        effects.settle(settlement("t|1", 2));
        assertThat(effects.floor("t|1")).isEqualTo(1);
        effects.settle(settlement("t|1", 1));
        assertThat(effects.floor("t|1")).isEqualTo(3);
        effects.settle(settlement("t|1", 3));
        assertThat(effects.floor("t|1")).isEqualTo(4);
    }

    @Test
    void what_is_open_is_counted_found_and_listed_in_order() {
        for (long number = 1; number <= 12; number++) {
            effects.open(effect("t|1", number));
        }
        effects.settle(settlement("t|1", 5));

        assertThat(effects.count()).isEqualTo(11);
        assertThat(effects.find("t|1", 4)).contains(effect("t|1", 4));
        assertThat(effects.find("t|1", 5)).isEmpty();
        assertThat(effects.find("t|2", 1)).isEmpty();
        assertThat(effects.all())
                .extracting(Effect::number)
                .containsExactly(1L, 2L, 3L, 4L, 6L, 7L, 8L, 9L, 10L, 11L, 12L);
    }

    private static Effect effect(String target, long number) {
        return new Effect(target, number, new Encoded("ping", 1, new byte[] {(byte) number}));
    }

    private static Settlement settlement(String target, long number) {
        return new Settlement(target, number, Settled.COMPLETED);
    }
}
