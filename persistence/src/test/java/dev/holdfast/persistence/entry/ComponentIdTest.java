package dev.holdfast.persistence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A component's id")
class ComponentIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "Account", "1account", "-account", "account_x", "acc ount", "konto-ö", "account|x"})
    void a_name_that_is_not_lower_case_letters_digits_and_dashes_is_refused(String name) {
        assertThatThrownBy(() -> new ComponentId(name, "1"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + name + "'");
    }

    @Test
    void an_empty_id_is_refused() {
        assertThatThrownBy(() -> new ComponentId("account", "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> ComponentId.parse("account|")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void half_a_surrogate_pair_is_refused_since_two_such_ids_would_come_back_as_one_K6() {
        assertThatThrownBy(() -> new ComponentId("account", "a\uD83D"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("account")
                .hasMessageContaining("well-formed");
    }

    @Test
    void text_without_a_bar_is_no_component() {
        assertThatThrownBy(() -> ComponentId.parse("account"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'account' is no component");
    }

    @Test
    void its_text_form_reads_back_and_only_the_first_bar_separates() {
        ComponentId id = new ComponentId("a-1", "x|y \uD83D\uDE80");

        assertThat(id.persistenceId()).isEqualTo("a-1|x|y \uD83D\uDE80");
        assertThat(ComponentId.parse(id.persistenceId())).isEqualTo(id);
    }
}
