package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.examples.Documents.TestName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A document can name only tests that are run. */
class DocumentsTest {

    private static boolean declares(String... members) {
        return Documents.declares("class SomeTest {\n\n" + String.join("\n", members) + "\n}\n", "holds");
    }

    @ParameterizedTest
    @ValueSource(strings = {"@Test", "@ParameterizedTest\n    @ValueSource(strings = {\"a\"})", "@RepeatedTest(3)"})
    void a_test_is_found(String annotations) {
        assertThat(declares("    " + annotations, "    void holds() {", "    }"))
                .isTrue();
    }

    @Test
    void a_method_that_is_no_test_is_none() {
        assertThat(declares("    void holds() {", "    }")).isFalse();
        assertThat(declares("    @Test", "    void other() {", "    }", "", "    void holds() {", "    }"))
                .isFalse();
    }

    @Test
    void a_test_that_is_not_run_is_none() {
        assertThat(declares("    @Test", "    @Disabled(\"flaky\")", "    void holds() {", "    }"))
                .isFalse();
        assertThat(declares("    // @Test", "    // void holds() {", "    // }"))
                .isFalse();
        assertThat(declares("    /*", "    @Test", "    void holds() {", "    }", "    */"))
                .isFalse();
    }

    @Test
    void a_test_of_a_longer_name_is_another_one() {
        assertThat(declares("    @Test", "    void holds_more() {", "    }")).isFalse();
    }

    @Test
    void tests_are_looked_up_in_the_sources_of_all_modules() {
        assertThat(Documents.exists(new TestName("ClimbTest", "a_rung_that_recurs_gives_way_to_the_next")))
                .isTrue();
        assertThat(Documents.exists(new TestName("ClimbTest", "a_rung_that_is_not_there")))
                .isFalse();
        assertThat(Documents.exists(new TestName("NoSuchTest", "a_rung_that_recurs_gives_way_to_the_next")))
                .isFalse();
    }
}
