package dev.holdfast.console.journal;

import dev.holdfast.console.component.ComponentParameter;
import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.Texts;
import dev.holdfast.persistence.entry.ComponentId;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast journal state}: what a component was at a revision. */
@Command(
        name = "state",
        description = {
            "Shows the state of a component as of a revision, as JSON.",
            "The component's own code makes it of all the journal's events up to there, so that the code must be named."
                    + " Changes nothing and takes no lock."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no log, no such id or revision, or the component's code cannot be used or fails",
            "3:the journal is damaged: below the revision, and nothing is shown; or behind it, and what was voided later"
                    + " may be missing"
        })
final class StateCommand implements Callable<Integer> {

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

    @Parameters(index = "1", paramLabel = "DIRECTORY", description = "The directory of a log.")
    private Path directory = Path.of("");

    @Option(
            names = "--at",
            paramLabel = "REVISION",
            required = true,
            converter = RevisionParameter.class,
            description = "How many events count, as journal show numbers them; 0 for the state before the first.")
    private long at;

    @Override
    public Integer call() {
        return Past.show(new LogDirectory(directory), component, List.of(at), past, output.err(), (snapshots, head) -> {
            try (Document document = output.document()) {
                show(document, snapshots.get(0), head);
            }
        });
    }

    private void show(Document document, Snapshot snapshot, long head) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("component", component.persistenceId());
        values.put("head", head);
        values.put("asKnownToday", past.asKnownToday());
        values.putAll(snapshot.row());
        String state =
                snapshot.state().toPrettyString().lines().map(Texts::safe).collect(Collectors.joining("\n"));
        document.values(
                "state",
                values,
                state + "\n\n" + component + " at revision " + Column.number(at) + " of " + Column.number(head)
                        + snapshot.notes());
    }
}
