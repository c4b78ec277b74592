package dev.holdfast.config;

import com.typesafe.config.ConfigOrigin;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a value was written. Typesafe config tells it in full only as text: {@code FILE: 12}, {@code FILE: 2-4} for a
 * section or list written in several places, {@code merge of FILE: 1,OTHER: 7} for one written in several files. Of
 * several places this is the first; of a resource its name, without the jar it lies in.
 *
 * @param source the file's path, the resource's name, or what Typesafe config calls another source
 * @param line the line in it, from 1; empty when the source has no lines
 */
record Place(String source, OptionalInt line) {

    private static final String REFERENCE = "reference.conf";
    private static final Pattern MERGED =
            Pattern.compile("merge of (.+?(?:: \\d+(?:-\\d+)?|(?=,))),.*", Pattern.DOTALL);
    private static final Pattern LINES = Pattern.compile("(.*?): (\\d+)(?:-\\d+)?", Pattern.DOTALL);
    private static final Pattern RESOURCE = Pattern.compile("(\\S+) @ \\S+", Pattern.DOTALL);

    static Place of(ConfigOrigin origin) {
        return of(origin.description());
    }

    static Place of(String description) {
        Matcher merged = MERGED.matcher(description);
        String first = merged.matches() ? merged.group(1) : description;
        Matcher lines = LINES.matcher(first);
        return lines.matches()
                ? new Place(withoutJar(lines.group(1)), OptionalInt.of(Integer.parseInt(lines.group(2))))
                : new Place(withoutJar(first), OptionalInt.empty());
    }

    private static String withoutJar(String source) {
        Matcher resource = RESOURCE.matcher(source);
        return resource.matches() ? resource.group(1) : source;
    }

    /** Whether it is where defaults stand. */
    boolean isReference() {
        return source.equals(REFERENCE);
    }

    Problem problem(String path, String wrong, String allowed) {
        return new Problem(source, line, path, wrong, allowed);
    }

    /** For example {@code application.conf:12}. */
    @Override
    public String toString() {
        return line.isPresent() ? source + ":" + line.getAsInt() : source;
    }
}
