package dev.holdfast.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigParseOptions;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;

/**
 * Parses a file with the files it includes. What cannot be read or parsed is reported and left out, file by file. For
 * one file.
 */
final class FileParser {
    private static final String SYNTAX = "the syntax";
    private static final String IS_WRONG = "is wrong";

    private final Path file;
    private final Findings findings;
    private final List<ConfigObject> included = new ArrayList<>();
    private List<String> lines = List.of();
    private boolean complete = true;

    private FileParser(Path file, Findings findings) {
        this.file = file;
        this.findings = findings;
    }

    static ConfigurationFile parse(Path file, Findings findings) {
        FileParser parser = new FileParser(file, findings);
        Optional<ConfigObject> content = parser.parse();
        return new ConfigurationFile(file.toString(), parser.lines, content, parser.included, parser.complete);
    }

    private Optional<ConfigObject> parse() {
        try {
            lines = List.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n", -1));
            ConfigParseOptions options = ConfigParseOptions.defaults()
                    .setAllowMissing(false)
                    .setOriginDescription(file.toString())
                    .setIncluder(Includes.each(this::include));
            return Optional.of(ConfigFactory.parseFile(inDirectory(), options).root());
        } catch (IOException e) {
            leaveOut(new Place(file.toString(), OptionalInt.empty()), "the file", "cannot be read", why(e));
        } catch (ConfigException e) {
            leaveOut(ParseFailure.place(e).orElse(line(1)), SYNTAX, IS_WRONG, ParseFailure.message(e));
        } catch (StackOverflowError e) {
            leaveOut(line(1), SYNTAX, IS_WRONG, "sections and lists are nested too deeply to be parsed");
        }
        return Optional.empty();
    }

    /** Without a directory, what it includes would be looked for on the class path. */
    private File inDirectory() {
        return file.getParent() == null ? new File(".", file.toString()) : file.toFile();
    }

    private static String why(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file";
        }
        return e instanceof AccessDeniedException ? "its permissions do not allow it" : Values.onOneLine(e.toString());
    }

    private ConfigObject include(String what, Supplier<ConfigObject> parse) {
        try {
            ConfigObject content = parse.get();
            included.add(content);
            return content;
        } catch (ConfigException e) {
            Optional<Place> place = ParseFailure.place(e).filter(at -> at.line().isPresent());
            if (place.isPresent()) {
                leaveOut(place.get(), SYNTAX, IS_WRONG, ParseFailure.message(e));
            } else {
                leaveOut(lineOf(what), "include \"" + what + "\"", "fails", ParseFailure.message(e));
            }
            return ConfigFactory.empty().root();
        }
    }

    private void leaveOut(Place place, String path, String wrong, String why) {
        complete = false;
        findings.add(place.problem(path, wrong, why));
    }

    /** Of an include inside an included file only the file is known with which it began. */
    private Place lineOf(String what) {
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).contains("include") && lines.get(i).contains(what)) {
                return line(i + 1);
            }
        }
        return line(1);
    }

    private Place line(int number) {
        return new Place(file.toString(), OptionalInt.of(number));
    }
}
