package dev.holdfast.console.journal;

import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast journal ids}: whose records there are. */
@Command(
        name = "ids",
        description = "Lists persistence ids, with what the log holds of each.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:there is no log, or it cannot be read", "3:listed, but the log is damaged"})
final class IdsCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Override
    public Integer call() {
        LogDirectory directory = journal.directory();
        IdSummaries ids = new IdSummaries();
        DamageCount damages = new DamageCount();
        directory.survey(new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                ids.add(record);
            }

            @Override
            public void damage(Damage place, String finding) {
                damages.count(place, Optional.empty());
            }
        });
        try (Document document = output.document()) {
            Listing list = document.list("ids", "id", IdSummaries.COLUMNS);
            ids.all().forEach(id -> list.add(id.row()));
        }
        return damages.report(directory.path(), output.err());
    }
}
