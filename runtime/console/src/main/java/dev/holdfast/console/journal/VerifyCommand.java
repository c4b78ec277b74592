package dev.holdfast.console.journal;

import dev.holdfast.console.journal.Histories.Break;
import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.SurveySummary;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import dev.holdfast.persistence.log.SurveyedSegment;
import dev.holdfast.persistence.log.SurveyedSegment.IndexState;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast journal verify}: whether a log is sound, and where it is not. */
@Command(
        name = "verify",
        description = {
            "Says whether a log is sound, and where it is not.",
            "Reads every byte and follows every component's history. Shows each damage with its place, the components"
                    + " concerned, and what to do."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:sound", "1:there is no log, or it cannot be read", "3:corrupt"})
final class VerifyCommand implements Callable<Integer> {

    private static final List<Column> DAMAGES = List.of(
            Column.text("FILE", "file"),
            Column.number("BYTE", "offset"),
            Column.number("FRAME", "frame"),
            Column.text("ID", "id"),
            Column.number("SEQ", "sequence"),
            Column.text("FINDING", "finding"));

    private static final List<Column> HISTORIES = List.of(
            Column.text("COMPONENT", "id"),
            Column.number("READABLE TO", "readableTo"),
            Column.text("FINDING", "finding"));

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Override
    public Integer call() {
        LogDirectory directory = journal.directory();
        Histories histories = new Histories();
        List<String> badIndexes = new ArrayList<>();
        try (Document document = output.document()) {
            Listing damages = document.list("damages", "damage", DAMAGES);
            SurveySummary summary = directory.survey(new SurveyVisitor() {
                @Override
                public void record(SurveyedRecord record) {
                    histories.take(record);
                }

                @Override
                public void damage(Damage place, String finding) {
                    histories.miss(place);
                    damages.add(DamageRows.of(place, finding));
                }

                @Override
                public void segment(SurveyedSegment segment) {
                    if (segment.index() == IndexState.DAMAGED) {
                        badIndexes.add(segment.file());
                    }
                }
            });
            List<Break> breaks = histories.breaks();
            Listing broken = document.list("histories", "history", HISTORIES);
            breaks.forEach(found -> broken.add(DamageRows.of(found)));
            Verdict verdict = new Verdict(summary, breaks.size(), histories.size(), badIndexes);
            document.values("verdict", verdict.values(), verdict.text(output.style()));
            return verdict.isSound() ? ExitCodes.OK : ExitCodes.NEGATIVE;
        }
    }
}
