package dev.holdfast.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The repository's documents, and what they show of its code. Tests that they name are looked up in the sources of all
 * modules, so that it does not matter which of them are built.
 */
final class Documents {

    private static final Path ROOT = root();
    private static final List<Path> SOURCES = testSources();
    private static final Pattern TEST = Pattern.compile("`([A-Z]\\w*Test)\\.(\\w+)`");
    private static final Pattern BLOCK_COMMENT = Pattern.compile("/\\*.*?\\*/", Pattern.DOTALL);
    private static final Pattern ANNOTATED =
            Pattern.compile("^\\s*@(Test|ParameterizedTest|RepeatedTest|Simulate)\\b", Pattern.MULTILINE);
    private static final Pattern DISABLED = Pattern.compile("^\\s*@Disabled\\b", Pattern.MULTILINE);

    private Documents() {}

    /** A test method that a document names. */
    record TestName(String type, String method) {
        @Override
        public String toString() {
            return type + "." + method;
        }
    }

    static Path path(String name) {
        return ROOT.resolve(name);
    }

    static String read(String name) throws IOException {
        return Files.readString(path(name));
    }

    /** The tests that a text names as {@code `SomeTest.method`}, in order. */
    static List<TestName> tests(String text) {
        return TEST.matcher(text)
                .results()
                .map(found -> new TestName(found.group(1), found.group(2)))
                .toList();
    }

    /** Whether there is such a test. Two modules may have a test class of the same name; either will do. */
    static boolean exists(TestName test) {
        return SOURCES.stream()
                .filter(file -> file.endsWith(test.type() + ".java"))
                .anyMatch(file -> declares(readSource(file), test.method()));
    }

    private static List<Path> testSources() {
        try (Stream<Path> files = Files.walk(ROOT)) {
            return files.filter(file -> file.toString().replace('\\', '/').contains("/src/test/java/"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String readSource(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Whether a source has a test method of this name that is run. What belongs to a method stands without blank lines. */
    static boolean declares(String source, String method) {
        String code = BLOCK_COMMENT.matcher(source).replaceAll("");
        Matcher declaration = Pattern.compile("^\\s*(public )?void " + Pattern.quote(method) + "\\(", Pattern.MULTILINE)
                .matcher(code);
        return declaration.find() && isRun(annotations(code, declaration.start()));
    }

    private static String annotations(String code, int end) {
        int blank = code.lastIndexOf("\n\n", end);
        return code.substring(Math.max(0, blank), end);
    }

    private static boolean isRun(String annotations) {
        return ANNOTATED.matcher(annotations).find()
                && !DISABLED.matcher(annotations).find();
    }

    /** The blocks of code in this language that a document shows. */
    static List<String> blocks(String document, String language) {
        return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
                .matcher(document)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The parts of a source between {@code // mark: name} and {@code // mark: end}; at least one. */
    static List<String> marked(String source, String mark) throws IOException {
        List<String> parts = new ArrayList<>();
        Matcher matcher = Pattern.compile("// " + mark + ": \\w+\n(.*?)\\s*// " + mark + ": end", Pattern.DOTALL)
                .matcher(read(source));
        while (matcher.find()) {
            parts.add(matcher.group(1));
        }
        assertThat(parts).as("marked parts in " + source).isNotEmpty();
        return parts;
    }

    /** Code without its layout. */
    static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    private static Path root() {
        Path directory = Path.of("").toAbsolutePath();
        while (!Files.exists(directory.resolve("README.md"))) {
            directory = Objects.requireNonNull(directory.getParent(), "no README.md above the module");
        }
        return directory;
    }
}
