package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.config.HoldfastSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows code that is compiled, and names tests that exist. */
class ReadmeTest {

    private static final Path ROOT = root();
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");

    @Test
    void its_code_is_the_code_of_the_account_lesson() throws IOException {
        Path lesson = ROOT.resolve("examples/src/main/java/dev/holdfast/examples/account");
        String readme = flat(Files.readString(ROOT.resolve("README.md")));
        assertThat(readme)
                .contains(flat(marked(lesson.resolve("Account.java"))))
                .contains(flat(marked(lesson.resolve("AccountLesson.java"))));
    }

    @Test
    void every_test_it_names_exists() throws IOException {
        List<MatchResult> named = TEST.matcher(Files.readString(ROOT.resolve("README.md")))
                .results()
                .toList();
        assertThat(named).hasSizeGreaterThan(5);
        for (MatchResult test : named) {
            assertThat(sources(test.group(1))).anyMatch(source -> source.contains("void " + test.group(2) + "("));
        }
    }

    @Test
    void it_is_short_and_shows_code_early() throws IOException {
        List<String> lines = Files.readAllLines(ROOT.resolve("README.md"));
        assertThat(lines).hasSizeLessThanOrEqualTo(80);
        assertThat(lines.indexOf("```java")).isBetween(1, 24);
    }

    @Test
    void the_configuration_that_the_docs_show_is_accepted() throws IOException {
        Matcher block = Pattern.compile("```hocon\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(ROOT.resolve("docs/start-here.md")));
        assertThat(block.find()).isTrue();
        Config shown = ConfigFactory.parseString(block.group(1)).withFallback(ConfigFactory.load());
        assertThat(HoldfastSettings.from(shown.resolve()).defaultSegment().recovery())
                .hasSize(10);
    }

    private static String marked(Path file) throws IOException {
        Matcher matcher = Pattern.compile("// readme: \\w+\n(.*?)\\s*// readme: end", Pattern.DOTALL)
                .matcher(Files.readString(file));
        assertThat(matcher.find()).as("markers in " + file).isTrue();
        return matcher.group(1);
    }

    /** Two modules may have a test of the same name. */
    private static List<String> sources(String test) throws IOException {
        List<String> sources = new ArrayList<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(found -> found.endsWith(test + ".java")).toList()) {
                sources.add(Files.readString(file));
            }
        }
        return sources;
    }

    private static String flat(String text) {
        return text.replaceAll("\\s+", "");
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md"))) {
            directory = java.util.Objects.requireNonNull(directory.getParent(), "no README.md above the module");
        }
        return directory;
    }
}
