package dev.holdfast.console.journal;

import dev.holdfast.console.component.ComponentParameter;
import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.Texts;
import dev.holdfast.persistence.entry.ComponentId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code holdfast journal diff}: what changed between two revisions of a component. */
@Command(
        name = "diff",
        description = {
            "Shows in what the states of a component at two revisions differ, place by place.",
            "Both are made as journal state makes them. Places are JSON pointers. Changes nothing and takes no lock."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown, whether they differ or not",
            "1:there is no log, no such id or revision, or the component's code cannot be used or fails",
            "3:the journal is damaged: below the later revision, and nothing is shown; or behind it, and what was voided"
                    + " later may be missing"
        })
final class DiffCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(
            Column.made("PLACE", DiffCommand::place), Column.text("BEFORE", "before"), Column.text("AFTER", "after"));

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private PastOptions past = new PastOptions();

    @Parameters(
            index = "0",
            paramLabel = "ID",
            converter = ComponentParameter.class,
            description = "A component, such as 'account|42'.")
    private ComponentId component = new ComponentId("none", "none");

    @Parameters(
            index = "1",
            paramLabel = "A",
            converter = RevisionParameter.class,
            description = "The earlier revision.")
    private long earlier;

    @Parameters(index = "2", paramLabel = "B", converter = RevisionParameter.class, description = "The later revision.")
    private long later;

    @Parameters(index = "3", paramLabel = "DIRECTORY", description = "The directory of a log.")
    private Path directory = Path.of("");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        if (earlier > later) {
            throw new ParameterException(
                    spec.commandLine(),
                    "holdfast journal diff: revision " + earlier + " comes after revision " + later
                            + "; name the earlier one first");
        }
        return Past.show(
                new LogDirectory(directory), component, List.of(earlier, later), past, output.err(), (states, head) -> {
                    try (Document document = output.document()) {
                        show(document, states.get(0), states.get(1));
                    }
                });
    }

    private void show(Document document, Snapshot before, Snapshot after) {
        List<Map<String, Object>> rows = JsonDifference.of(before.state(), after.state());
        Listing list = document.list("differences", "difference", COLUMNS);
        rows.forEach(list::add);
        document.values("compared", values(rows.size(), before, after), text(rows.size(), before, after));
    }

    private Map<String, Object> values(int differences, Snapshot before, Snapshot after) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("component", component.persistenceId());
        values.put("asKnownToday", past.asKnownToday());
        values.put("differences", differences);
        values.put("before", without(before));
        values.put("after", without(after));
        return values;
    }

    /** The states themselves are shown by another command. */
    private static Map<String, Object> without(Snapshot snapshot) {
        Map<String, Object> row = snapshot.row();
        row.remove("state");
        return row;
    }

    private String text(int differences, Snapshot before, Snapshot after) {
        return (differences == 0 ? "No difference" : Texts.count(differences, "difference")) + " between revision "
                + Column.number(earlier) + " and revision " + Column.number(later) + " of " + component
                + notes(before) + notes(after);
    }

    private static String notes(Snapshot snapshot) {
        return snapshot.notes().isEmpty()
                ? ""
                : "\nAt revision " + Column.number(snapshot.revision()) + ":" + snapshot.notes();
    }

    private static String place(Map<String, ?> row) {
        String path = String.valueOf(row.get("path"));
        return path.isEmpty() ? "(all of it)" : Texts.safe(path);
    }
}
