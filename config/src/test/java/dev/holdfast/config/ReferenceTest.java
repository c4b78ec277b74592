package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReferenceTest {

    private final List<SettingKey> keys = Reference.keys();

    @Test
    void every_key_and_section_has_a_comment() {
        assertThat(keys)
                .hasSizeGreaterThan(40)
                .allSatisfy(key -> assertThat(key.comment()).as(key.path()).isNotBlank());
    }

    @Test
    void every_key_is_read_and_says_what_it_allows() {
        assertThat(keys)
                .filteredOn(key -> key.value().isPresent())
                .allSatisfy(key -> assertThat(key.allowed()).as(key.path()).isPresent());
    }

    @Test
    void a_key_comes_with_its_default_as_it_is_written() {
        assertThat(keys)
                .contains(new SettingKey(
                        "holdfast.persistence.readers",
                        "Threads that read for recovery and queries, and as many that read checkpoints: 1 to 64.\n"
                                + "2: one long replay does not hold up all other reads.",
                        Optional.of("2"),
                        Optional.of("must be a whole number from 1 to 64")))
                .anySatisfy(key -> assertThat(key)
                        .returns("holdfast.persistence.mirrors", SettingKey::path)
                        .returns(Optional.of("[]"), SettingKey::value));
    }
}
