package dev.holdfast.examples;

import static dev.holdfast.examples.Documents.flat;
import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.config.HoldfastSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The README shows code that is compiled, and names tests that exist. */
class ReadmeTest {

    private static final String README = "README.md";

    @Test
    void its_code_is_the_code_of_the_account_lesson() throws IOException {
        String lesson = "examples/src/main/java/dev/holdfast/examples/account/";
        String readme = flat(Documents.read(README));
        for (String source : List.of("Account.java", "AccountLesson.java")) {
            assertThat(Documents.marked(lesson + source, "readme"))
                    .singleElement()
                    .satisfies(code -> assertThat(readme).contains(flat(code)));
        }
    }

    @Test
    void every_test_it_names_exists() throws IOException {
        assertThat(Documents.tests(Documents.read(README)))
                .hasSizeGreaterThan(5)
                .allMatch(Documents::exists);
    }

    @Test
    void it_is_short_and_shows_code_early() throws IOException {
        List<String> lines = Files.readAllLines(Documents.path(README));
        assertThat(lines).hasSizeLessThanOrEqualTo(80);
        assertThat(lines.indexOf("```java")).isBetween(1, 24);
    }

    @Test
    void the_configuration_that_the_docs_show_is_accepted() throws IOException {
        String block =
                Documents.blocks(Documents.read("docs/start-here.md"), "hocon").get(0);
        Config shown = ConfigFactory.parseString(block).withFallback(ConfigFactory.load());
        assertThat(HoldfastSettings.from(shown.resolve()).defaultSegment().recovery())
                .hasSize(10);
    }
}
