package dev.holdfast.examples;

import dev.holdfast.config.FaultKind;
import dev.holdfast.config.FaultMatch;
import dev.holdfast.config.RecoveryRule;
import dev.holdfast.config.Recurrence;
import dev.holdfast.config.Rung;
import dev.holdfast.examples.Documents.TestName;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds what is not true on the page about recovery, by what the code knows. */
final class RecoveryPage {

    static final String KINDS = "Kinds of fault";
    static final String RECURRENCES = "How a fault persists";
    static final String RUNGS = "Rungs";
    static final String MATRIX = "What happens: fault by rung";
    static final String CANNOT = "cannot occur: ";
    static final String NOTHING = "—";

    private static final Pattern NAME = Pattern.compile("`([^`]+)`");
    private static final int CELLS = 4;

    private final PageTables tables;
    private final List<String> problems = new ArrayList<>();

    private RecoveryPage(PageTables tables) {
        this.tables = tables;
    }

    /** What is wrong with a page. */
    static List<String> problems(String page, Predicate<TestName> exists) {
        RecoveryPage checked = new RecoveryPage(PageTables.of(page));
        checked.list(KINDS, kinds());
        checked.list(
                RECURRENCES,
                Arrays.stream(Recurrence.values()).map(Recurrence::text).toList());
        checked.list(RUNGS, rungs().map(Rung::name).toList());
        checked.matrix();
        Documents.tests(page).stream()
                .distinct()
                .filter(exists.negate())
                .forEach(test -> checked.problems.add("there is no test " + test));
        return checked.problems;
    }

    static List<String> kinds() {
        return Arrays.stream(FaultKind.values()).map(FaultKind::text).toList();
    }

    /** One of each; whatever is added to the interface is among them. */
    static Stream<Rung> rungs() {
        return Arrays.stream(Rung.class.getPermittedSubclasses()).map(RecoveryPage::rung);
    }

    private static Rung rung(Class<?> type) {
        try {
            return type == Rung.Retry.class
                    ? new Rung.Retry(1)
                    : (Rung) type.getDeclaredConstructor().newInstance();
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(type + " takes a number: say here which one to try", e);
        }
    }

    /** Why the configuration refuses a rung on such a fault, in its words. */
    static Optional<String> refusal(FaultKind kind, Rung rung) {
        try {
            new RecoveryRule(new FaultMatch.Kind(kind), List.of(rung));
            return Optional.empty();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            return Optional.of(message.substring(message.lastIndexOf(": ") + 2));
        }
    }

    /** A table whose first column lists all that there is. */
    private void list(String section, List<String> all) {
        Set<String> listed = new HashSet<>();
        for (PageTables.Row row : tables.rows(section)) {
            names(row).forEach(name -> meet(row.line(), name, all, listed));
        }
        missing(section, all, listed);
    }

    private void meet(int line, String name, List<String> all, Set<String> met) {
        if (!all.contains(name)) {
            problems.add("line " + line + ": the code knows no " + name);
        } else if (!met.add(name)) {
            problems.add("line " + line + ": " + name + " stands there twice");
        }
    }

    private void missing(String where, List<String> all, Set<String> met) {
        all.stream()
                .filter(name -> !met.contains(name))
                .forEach(name -> problems.add(where + ": " + name + " is missing"));
    }

    private List<String> names(PageTables.Row row) {
        String cell = row.cells().get(0);
        if (!cell.matches("`[^`]+`(, `[^`]+`)*")) {
            problems.add("line " + row.line() + ": '" + cell + "' is no list of names");
            return List.of();
        }
        return NAME.matcher(cell).results().map(name -> name.group(1)).toList();
    }

    private void matrix() {
        Set<String> met = new HashSet<>();
        for (PageTables.Heading heading : tables.headings(MATRIX)) {
            Matcher name = NAME.matcher(heading.text());
            if (!name.lookingAt()) {
                problems.add("line " + heading.line() + ": '" + heading.text() + "' names no kind of fault");
            } else {
                meet(heading.line(), name.group(1), kinds(), met);
                FaultKind.ofText(name.group(1)).ifPresent(kind -> ladder(kind, heading));
            }
        }
        tables.rowsWithoutHeading(MATRIX)
                .forEach(row -> problems.add("line " + row.line() + ": this row is under no kind of fault"));
        missing(MATRIX, kinds(), met);
    }

    private void ladder(FaultKind kind, PageTables.Heading heading) {
        List<String> all = rungs().map(Rung::name).toList();
        Set<String> met = new HashSet<>();
        for (PageTables.Row row : heading.rows()) {
            List<String> names = names(row);
            names.forEach(name -> meet(row.line(), name, all, met));
            rungs().filter(rung -> names.contains(rung.name())).forEach(rung -> claim(kind, rung, row));
        }
        missing(kind.text(), all, met);
    }

    private void claim(FaultKind kind, Rung rung, PageTables.Row row) {
        String pair = "line " + row.line() + ": " + rung.name() + " on " + kind.text();
        if (row.cells().size() != CELLS) {
            problems.add(pair + " has " + row.cells().size() + " cells, not " + CELLS);
            return;
        }
        List<String> claims = row.cells().subList(1, CELLS);
        Optional<String> refusal = refusal(kind, rung);
        if (refusal.isPresent()) {
            List<String> expected = List.of(CANNOT + refusal.get(), NOTHING, NOTHING);
            if (!claims.equals(expected)) {
                problems.add(pair + " must be: " + String.join(" | ", expected));
            }
        } else if (claims.get(0).startsWith(CANNOT.strip())) {
            problems.add(pair + " can occur: the configuration accepts it");
        } else {
            if (claims.stream().anyMatch(claim -> claim.isBlank() || claim.equals(NOTHING))) {
                problems.add(pair + " leaves something unsaid");
            }
            if (Documents.tests(claims.get(2)).isEmpty()) {
                problems.add(pair + " names no test");
            }
        }
    }
}
