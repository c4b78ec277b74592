package dev.holdfast.console.journal;

import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code holdfast journal show}: what is stored of one id. */
@Command(
        name = "show",
        description = {
            "Shows the records of one id.",
            "They are entries of a component, entries of the fault ledger (holdfast-ledger|default), or events of another"
                    + " persistent actor. Of users' values only name, version and size are shown.",
            "What an entry further on has voided, or how it dealt with a command that was set aside, is said where it"
                    + " stands. Behind a missing entry revisions are not known, and nothing is said of voids."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no log, or no such id in it, or it cannot be read",
            "3:shown, but the log is damaged where the id may be"
        })
final class ShowCommand implements Callable<Integer> {

    private static final List<Column> COLUMNS = List.of(
            Column.number("SEQ", "sequence"),
            Column.number("EPOCH", "epoch"),
            new Column("REVISION", true, RecordText::revisions),
            Column.text("TIME", "time"),
            Column.text("KIND", "kind"),
            Column.made("WHAT", RecordText::of));

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Parameters(index = "0", paramLabel = "ID", description = "A persistence id, such as 'account|42'.")
    private String id = "";

    @Parameters(index = "1", paramLabel = "DIRECTORY", description = "The directory of a log.")
    private Path directory = Path.of("");

    @Option(names = "--from", paramLabel = "SEQ", description = "The lowest sequence number to show.")
    private long from = 1;

    @Option(names = "--to", paramLabel = "SEQ", description = "The highest sequence number to show.")
    private long to = Long.MAX_VALUE;

    @Override
    public Integer call() {
        LogDirectory log = new LogDirectory(directory);
        DamageCount damages = new DamageCount();
        Marks marks = new Marks();
        log.survey(marks.learning(id));
        Found found;
        try (Document document = output.document()) {
            found = new Found(document.list("records", "record", COLUMNS), marks);
            log.survey(new SurveyVisitor() {
                @Override
                public void record(SurveyedRecord record) {
                    found.take(record);
                }

                @Override
                public void damage(Damage place, String finding) {
                    damages.count(place, Optional.of(id));
                }
            });
        }
        if (found.any == 0) {
            throw log.nothingOf(id);
        }
        return damages.report(directory, output.err());
    }

    private final class Found {

        private final Listing list;
        private final RecordRows rows;
        private long any;

        Found(Listing list, Marks marks) {
            this.list = list;
            rows = new RecordRows(marks);
        }

        void take(SurveyedRecord record) {
            if (!record.id().equals(id)) {
                return;
            }
            any++;
            // of each one, for revisions are counted from the first
            Map<String, Object> row = rows.row(record);
            if (record.sequence() >= from && record.sequence() <= to) {
                list.add(row);
            }
        }
    }
}
