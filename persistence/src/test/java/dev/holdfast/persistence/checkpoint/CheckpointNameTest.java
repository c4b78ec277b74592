package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.file.Disk;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A checkpoint's file name")
class CheckpointNameTest {

    private static final String HASH = "ca978112ca1bbdcafac231b39a23dc4da786eff8"; // SHA-256 of "a", cut

    @Test
    void never_changes_in_format_1() {
        assertThat(CheckpointName.of(checkpoint("a", 7, ""), 12).fileName()).isEqualTo(HASH + "-7-1007-12.checkpoint");
    }

    @Test
    void says_all_that_it_was_made_of() {
        CheckpointName name = new CheckpointName(HASH, Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE);
        assertThat(CheckpointName.parse(name.fileName())).contains(name);
        assertThat(name.unfinished().length()).isLessThan(143); // the shortest limit of a file system in use
        assertThat(CheckpointName.isUnfinished(name.unfinished())).isTrue();
        assertThat(CheckpointName.isUnfinished(name.fileName())).isFalse();
        assertThat(CheckpointName.isUnfinished("other.new")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-7-1007-12",
                "-07-1007-12.checkpoint",
                "-7-1007-9999999999999999999.checkpoint",
                "-7--1007-12.checkpoint",
                "-7-1007-12.checkpoint.new",
                "-7-1007-12.checkpoint ",
            })
    void is_known_only_in_the_form_in_which_it_is_written(String rest) {
        assertThat(CheckpointName.parse(HASH + rest)).isEmpty();
    }

    @Test
    void differs_for_every_id_on_a_disk_that_takes_upper_and_lower_case_for_the_same(@TempDir Path directory) {
        List<String> ids = List.of(
                "a",
                "A",
                "account|42",
                "account/42",
                "../../etc",
                ".",
                "\u0000",
                "x".repeat(65535),
                "x".repeat(65534),
                "\u00e9",
                "e\u0301",
                "🚀".repeat(1000),
                "NUL",
                "a-7-1007-12.checkpoint",
                " ",
                "\n");
        try (CheckpointStore store =
                CheckpointStore.open(directory, LOG, 1, Disk.system(), new InlineThreads().host())) {
            ids.forEach(id -> get(store.save(checkpoint(id, 1, "of " + id))));
            ids.forEach(id -> assertThat(state(find(store, id))).isEqualTo("of " + id));
            assertThat(ids.stream().map(CheckpointName::hash).map(String::toLowerCase))
                    .doesNotHaveDuplicates()
                    .hasSize(ids.size());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "half \uD83D"})
    void is_refused_for_an_id_that_could_not_be_told_from_others(String id) {
        assertThatThrownBy(() -> checkpoint(id, 1, "")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> CheckpointName.hash(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void is_refused_for_an_id_of_more_than_65535_bytes() {
        assertThatThrownBy(() -> checkpoint("é".repeat(32768), 1, ""))
                .hasMessageContaining("has 65536 bytes in UTF-8")
                .hasMessageContaining("ééé…");
    }

    @Test
    void is_refused_for_numbers_below_zero() {
        assertThatThrownBy(
                        () -> new Checkpoint("a", -1, 0, checkpoint("a", 1, "").content()))
                .hasMessageContaining("of a needs a sequence number and a timestamp of at least 0, got -1 and 0");
        assertThatThrownBy(
                        () -> new Checkpoint("a", 0, -1, checkpoint("a", 1, "").content()))
                .hasMessageContaining("got 0 and -1");
    }
}
