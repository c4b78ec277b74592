package dev.holdfast.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UsageTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "config",
                "config nonsense",
                "config check",
                "config check a.conf --nonsense",
                "config effective",
                "journal",
                "journal ids",
                "journal ids a b",
                "journal show",
                "journal show id",
                "journal show id dir --from x",
                "journal stats dir --output xml",
                "journal state account|1 dir --at 1",
                "journal state account|1 dir --component a.B",
                "journal state account dir --at 1 --component a.B",
                "journal state account|1 dir --at -1 --component a.B",
                "journal state account|1 dir --at x --component a.B",
                "journal diff account|1 1 dir --component a.B",
                "journal diff account|1 1 x dir --component a.B",
                "journal diff account|1 2 1 dir --component a.B",
                "rollback",
                "rollback plan account|1 dir",
                "rollback plan account|1 dir --to x",
                "rollback plan account|1 dir --to -1",
                "rollback plan account dir --to 1",
                "rollback plan account|1 dir --to 1 --revisions 2-3",
                "rollback plan account|1 dir --revisions 3-2",
                "rollback plan account|1 dir --command c",
                "rollback plan account|1 dir --command c#0",
                "rollback apply account|1 dir --to 1 --token t --by ann",
                "rollback apply account|1 dir --to 1 --by ann --reason r",
                "quarantine",
                "quarantine list",
                "quarantine show account|1 dir",
                "quarantine discard account|1 c#1 dir --by ann"
            })
    void wrong_use_is_said_on_stderr_and_ends_with_2(String line) {
        Ran ran = Ran.holdfast((Object[]) (line.isEmpty() ? new String[0] : line.split(" ")));

        assertThat(ran.code()).isEqualTo(2);
        assertThat(ran.out()).isEmpty();
        assertThat(ran.err()).contains("holdfast");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "config",
                "config check",
                "config effective",
                "config docs",
                "journal",
                "journal ids",
                "journal show",
                "journal state",
                "journal diff",
                "journal verify",
                "journal stats",
                "rollback",
                "rollback plan",
                "rollback apply",
                "quarantine",
                "quarantine list",
                "quarantine show",
                "quarantine discard",
                "quarantine reissue",
                "quarantine edit"
            })
    void every_command_has_help_on_stdout(String command) {
        Ran ran = Ran.holdfast((Object[]) (command + " --help").strip().split(" "));

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).startsWith("Usage: holdfast " + command);
    }

    @Test
    void help_lists_the_exit_codes() {
        assertThat(Ran.holdfast("--help").out()).contains("Exit codes:", "3   it could be done, and the answer is no");
        assertThat(Ran.holdfast("journal", "verify", "--help").out()).contains("0   sound", "3   corrupt");
    }
}
