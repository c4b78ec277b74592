package dev.holdfast.examples;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The tables of a Markdown page, by section and by heading in a section. */
final class PageTables {

    private static final String SECTION = "## ";
    private static final String HEADING = "### ";

    private final List<Heading> headings = new ArrayList<>();

    private PageTables() {}

    /** A row of a table, not of its head. */
    record Row(int line, List<String> cells) {}

    /**
     * A heading in a section.
     *
     * @param text empty for the beginning of a section, before its first heading
     * @param rows what stands under it
     */
    record Heading(int line, String section, String text, List<Row> rows) {}

    /** The tables of this page. */
    static PageTables of(String page) {
        PageTables tables = new PageTables();
        Heading current = new Heading(0, "", "", new ArrayList<>());
        boolean inTable = false;
        int number = 0;
        for (String line : page.lines().toList()) {
            number++;
            inTable = line.startsWith("|") && (inTable || isRule(line));
            if (line.startsWith(SECTION)) {
                current = tables.begin(number, line.substring(SECTION.length()), "");
            } else if (line.startsWith(HEADING)) {
                current = tables.begin(number, current.section(), line.substring(HEADING.length()));
            } else if (inTable && !isRule(line)) {
                current.rows().add(new Row(number, cells(line)));
            }
        }
        return tables;
    }

    private Heading begin(int line, String section, String text) {
        Heading heading = new Heading(line, section.strip(), text.strip(), new ArrayList<>());
        headings.add(heading);
        return heading;
    }

    /** The line between a table's head and its rows. */
    private static boolean isRule(String line) {
        return line.matches("\\|[-:| ]+\\|");
    }

    private static List<String> cells(String line) {
        String inner = line.substring(1, Math.max(1, line.lastIndexOf('|')));
        return Stream.of(inner.split("\\|", -1)).map(String::strip).toList();
    }

    /** The rows of a section, whatever heading they stand under. */
    List<Row> rows(String section) {
        return headings.stream()
                .filter(heading -> heading.section().equals(section))
                .flatMap(heading -> heading.rows().stream())
                .toList();
    }

    /** The rows of a section before its first heading. */
    List<Row> rowsWithoutHeading(String section) {
        return headings.stream()
                .filter(heading ->
                        heading.section().equals(section) && heading.text().isEmpty())
                .flatMap(heading -> heading.rows().stream())
                .toList();
    }

    /** The headings in a section. */
    List<Heading> headings(String section) {
        return headings.stream()
                .filter(heading ->
                        heading.section().equals(section) && !heading.text().isEmpty())
                .toList();
    }
}
