package dev.holdfast.examples;

import static dev.holdfast.examples.Documents.flat;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** docs/guides/testing.md shows code that is compiled and run, and names tests that exist. */
class TestingGuideTest {

    private static final String GUIDE = "docs/guides/testing.md";
    private static final String ACCOUNT =
            "examples/src/test/java/dev/holdfast/examples/account/AccountSimulationTest.java";
    private static final String ORDERS = "runtime/testkit/src/test/java/dev/holdfast/testkit/users/Orders.java";

    @Test
    void its_code_is_what_the_tests_run() throws IOException {
        List<String> shown = Documents.blocks(Documents.read(GUIDE), "java");

        assertThat(shown).hasSize(3);
        List<String> account = Documents.marked(ACCOUNT, "guide");
        assertThat(account).hasSize(2);
        assertThat(flat(account.get(0))).isEqualTo(flat(shown.get(0)));
        assertThat(flat(account.get(1))).isEqualTo(flat(shown.get(1)));
        assertThat(flat(Documents.read(ORDERS))).contains(flat(shown.get(2)));
    }

    @Test
    void the_tests_it_names_exist() throws IOException {
        assertThat(Documents.tests(Documents.read(GUIDE))).hasSizeGreaterThan(4).allMatch(Documents::exists);
    }

    @Test
    void an_account_is_simulated_in_ten_lines() throws IOException {
        String body = Documents.blocks(Documents.read(GUIDE), "java").get(0);

        assertThat(body.lines().filter(line -> line.startsWith("    "))).hasSizeLessThanOrEqualTo(10);
    }
}
