package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MainTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), arguments);
    }

    @Test
    void an_unknown_lesson_is_refused_with_those_there_are() {
        assertThat(run("acount", "--dir", "x")).isEqualTo(2);
        assertThat(err.toString()).isEqualToIgnoringNewLines("there is no lesson 'acount'; lessons: account, flights");
    }

    @Test
    void without_a_lesson_all_are_listed() {
        assertThat(run()).isEqualTo(2);
        assertThat(err.toString()).contains("Name a lesson.", "Lessons:", "account", "flights");
    }

    @Test
    void each_lesson_has_help() {
        assertThat(run("account", "--help")).isZero();
        assertThat(run("flights", "--help")).isZero();
        assertThat(out.toString().replaceAll("\\s+", " "))
                .contains("Where the account is kept", "deleted after success unless");
    }

    @Test
    void an_account_that_cannot_be_kept_is_said_in_a_line(@TempDir Path temp) throws IOException {
        Path file = Files.writeString(temp.resolve("file"), "no directory");

        assertThat(run("account", "--dir", file.toString())).as(err.toString()).isEqualTo(1);
        assertThat(err.toString()).startsWith("account: ").hasLineCount(1);
    }
}
