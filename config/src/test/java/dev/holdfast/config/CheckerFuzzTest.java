package dev.holdfast.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever is in a file, the checker either accepts it or says where what is wrong. */
class CheckerFuzzTest {
    /** Of a value that a substitution takes from there. */
    private static final String ENVIRONMENT = "env variables";

    private static final int CASES = 2000;
    private static final int MOST_MUTATIONS = 6;
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\"\"\"",
            "=",
            ":",
            "+=",
            ",",
            "\n",
            "#",
            "//",
            "${",
            "${?",
            "}",
            "\\",
            "\\u",
            ".",
            "include ",
            "required(",
            "file(",
            "classpath(",
            "holdfast",
            "default",
            "recovery",
            "null",
            "true",
            "-1",
            "1e999",
            "99999999999999999999",
            "0.1",
            "5s",
            "5 MiB",
            " off",
            "\u0000",
            "\ufeff",
            "\ud800",
            "é",
            "a.b.c",
            "${holdfast}",
            "${holdfast.runtime.client.ask-timeout}",
            "do = [retry 3, retry 3]",
            "{ on = crash }",
            "journal-plugin = x",
            "mirrors.0 = y",
            "mirrors.7 = y",
            "[[[[",
            "${?PATH}");

    @TempDir
    Path directory = Path.of("");

    private int refused;
    private int accepted;

    @Test
    void random_bytes_are_refused_with_file_and_line() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < CASES; i++) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            check(bytes, "random bytes, case " + i);
        }
        assertThat(refused).isGreaterThan(CASES / 2);
    }

    @Test
    void random_pieces_of_hocon_are_refused_with_file_and_line() throws IOException {
        Random random = new Random(2);
        for (int i = 0; i < CASES; i++) {
            StringBuilder text = new StringBuilder();
            for (int pieces = random.nextInt(30); pieces > 0; pieces--) {
                text.append(PIECES.get(random.nextInt(PIECES.size())));
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8), "random pieces, case " + i);
        }
        assertThat(refused).isGreaterThan(CASES / 2);
    }

    @Test
    void mutated_settings_are_accepted_or_refused_with_file_and_line() throws IOException {
        Random random = new Random(3);
        RandomSettings settings = new RandomSettings(4);
        for (int i = 0; i < CASES; i++) {
            StringBuilder text = new StringBuilder(settings.draw().hocon());
            for (int mutations = random.nextInt(MOST_MUTATIONS); mutations > 0; mutations--) {
                mutate(text, random);
            }
            check(text.toString().getBytes(StandardCharsets.UTF_8), "mutated settings, case " + i);
        }
        assertThat(refused).isGreaterThan(CASES / 3);
        assertThat(accepted).isGreaterThan(CASES / 10);
    }

    private static void mutate(StringBuilder text, Random random) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(12));
        switch (random.nextInt(4)) {
            case 0 -> text.insert(at, PIECES.get(random.nextInt(PIECES.size())));
            case 1 -> text.delete(at, end);
            case 2 -> text.insert(random.nextInt(text.length() + 1), text.substring(at, end));
            default -> text.replace(at, end, PIECES.get(random.nextInt(PIECES.size())));
        }
    }

    private void check(byte[] content, String name) throws IOException {
        Path file = Files.write(directory.resolve("fuzz.conf"), content);
        try {
            ConfigurationFiles.read(List.of(file));
            accepted++;
        } catch (ConfigurationException refusal) {
            refused++;
            assertThat(refusal.problems()).as(name).isNotEmpty().allSatisfy(problem -> {
                assertThat(problem.origin()).isIn(file.toString(), "reference.conf", ENVIRONMENT);
                assertThat(problem.line().isPresent())
                        .isEqualTo(!problem.origin().equals(ENVIRONMENT));
                assertThat(problem.toString()).hasLineCount(1);
            });
        } catch (RuntimeException | StackOverflowError e) {
            fail(name + ": " + new String(content, StandardCharsets.UTF_8), e);
        }
    }
}
