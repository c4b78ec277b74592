package dev.holdfast.console.journal;

import dev.holdfast.console.journal.Histories.Break;
import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.Texts;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.SurveySummary;
import dev.holdfast.persistence.log.SurveySummary.Ending;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
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

    private static final String WAY_OUT =
            "Restore the directory from a copy, and do not write to it before. Components named above are readable only so"
                    + " far; where a place names nobody, the newest entries of others may be missing, too.";

    private static final String TORN =
            "\nThe last frame was cut short by a crash. It was never acknowledged, and the next opening leaves it out:"
                    + " that is no damage.";

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Override
    public Integer call() {
        LogDirectory directory = journal.directory();
        Histories histories = new Histories();
        AtomicLong harmful = new AtomicLong();
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
                    if (!DamageRows.isHarmless(place)) {
                        harmful.incrementAndGet();
                    }
                    damages.add(DamageRows.of(place, finding));
                }
            });
            List<Break> breaks = histories.breaks();
            long places = harmful.get();
            Listing broken = document.list("histories", "history", HISTORIES);
            breaks.forEach(found -> broken.add(DamageRows.of(found)));
            boolean sound = places == 0 && breaks.isEmpty();
            document.values(
                    "verdict", verdict(summary, breaks.size(), sound), text(summary, places, breaks.size(), histories));
            return sound ? ExitCodes.OK : ExitCodes.NEGATIVE;
        }
    }

    private static Map<String, Object> verdict(SurveySummary summary, int broken, boolean sound) {
        Map<String, Object> verdict = new LinkedHashMap<>();
        verdict.put("verdict", sound ? "sound" : "corrupt");
        verdict.put("damages", summary.damages());
        verdict.put("brokenHistories", broken);
        verdict.put("segments", summary.segments());
        verdict.put("frames", summary.lastFrame());
        verdict.put("records", summary.records());
        verdict.put("ending", summary.ending().name().toLowerCase(Locale.ROOT));
        if (!sound) {
            verdict.put("wayOut", WAY_OUT);
        }
        return verdict;
    }

    private String text(SurveySummary summary, long places, int broken, Histories histories) {
        String read = Texts.count(summary.records(), "record") + " in "
                + Texts.count(summary.segments(), "segment") + " read, histories of "
                + Texts.count(histories.size(), "id") + " followed";
        String torn = summary.ending() == Ending.TORN ? TORN : "";
        return places == 0 && broken == 0
                ? output.style().good("sound") + ": " + read + torn
                : output.style().bad("corrupt") + ": " + Texts.count(places, "damaged place") + ", "
                        + Texts.count(broken, "component") + " concerned; " + read + torn + "\n" + WAY_OUT;
    }
}
