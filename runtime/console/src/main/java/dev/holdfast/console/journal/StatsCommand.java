package dev.holdfast.console.journal;

import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.console.output.Texts;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.SurveySummary;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import dev.holdfast.persistence.log.SurveyedSegment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.ToLongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast journal stats}: how large a log is, and what makes it so. */
@Command(
        name = "stats",
        description = "Shows what each segment holds, all of them together, and the largest ids.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:shown", "1:there is no log, or it cannot be read", "3:shown, but the log is damaged"})
final class StatsCommand implements Callable<Integer> {

    private static final List<Column> SEGMENTS = List.of(
            Column.text("SEGMENT", "file"),
            Column.text("USE", "use"),
            Column.number("TERM", "term"),
            Column.number("FRAMES", "frames"),
            Column.number("RECORDS", "records"),
            Column.bytes("USED", "usedBytes"),
            Column.bytes("OF", "bytes"),
            new Column("", true, row -> percent(row)),
            Column.text("INDEX", "index"),
            Column.made("", row -> row.get("damages") instanceof Long found && found > 0 ? "damaged" : ""));

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private JournalOptions journal = new JournalOptions();

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "10",
            description = "How many of the largest ids to show; without it, ${DEFAULT-VALUE}.")
    private int top;

    @Override
    public Integer call() {
        LogDirectory directory = journal.directory();
        IdSummaries ids = new IdSummaries();
        DamageCount damages = new DamageCount();
        List<SurveyedSegment> segments = new ArrayList<>();
        SurveySummary summary = directory.survey(new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                ids.add(record);
            }

            @Override
            public void damage(Damage place, String finding) {
                damages.count(place, Optional.empty());
            }

            @Override
            public void segment(SurveyedSegment segment) {
                segments.add(segment);
            }
        });
        show(summary, segments, ids);
        return damages.report(directory.path(), output.err());
    }

    private void show(SurveySummary summary, List<SurveyedSegment> segments, IdSummaries ids) {
        try (Document document = output.document()) {
            Listing list = document.list("segments", "segment", SEGMENTS);
            segments.forEach(segment -> list.add(row(segment)));
            Map<String, Object> total = total(summary, segments, ids);
            document.values("total", total, text(summary, segments, ids));
            Listing largest = document.list("largest", "id", IdSummaries.COLUMNS);
            ids.largest(top).forEach(id -> largest.add(id.row()));
        }
    }

    private static Map<String, Object> row(SurveyedSegment segment) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("file", segment.file());
        row.put("use", segment.use().name().toLowerCase(Locale.ROOT));
        segment.term().ifPresent(term -> row.put("term", term));
        row.put("firstFrame", segment.firstFrame());
        row.put("frames", segment.frames());
        row.put("records", segment.records());
        row.put("usedBytes", segment.usedBytes());
        row.put("bytes", segment.bytes());
        row.put("index", segment.index().name().toLowerCase(Locale.ROOT));
        row.put("damages", segment.damages());
        return row;
    }

    private static String percent(Map<String, ?> row) {
        return row.get("usedBytes") instanceof Long used && row.get("bytes") instanceof Long bytes && bytes > 0
                ? used * 100 / bytes + " %"
                : "";
    }

    private static long sum(List<SurveyedSegment> segments, ToLongFunction<SurveyedSegment> what) {
        return segments.stream().mapToLong(what).sum();
    }

    private static Map<String, Object> total(SurveySummary summary, List<SurveyedSegment> segments, IdSummaries ids) {
        Map<String, Object> total = new LinkedHashMap<>();
        total.put("store", summary.store());
        total.put("term", summary.term());
        total.put("segments", summary.segments());
        total.put("frames", summary.lastFrame());
        total.put("records", summary.records());
        total.put("ids", ids.all().size());
        total.put("usedBytes", sum(segments, SurveyedSegment::usedBytes));
        total.put("bytes", sum(segments, SurveyedSegment::bytes));
        total.put("damages", summary.damages());
        return total;
    }

    private static String text(SurveySummary summary, List<SurveyedSegment> segments, IdSummaries ids) {
        return Texts.count(summary.records(), "record") + " of "
                + Texts.count(ids.all().size(), "id") + " in "
                + Texts.count(summary.segments(), "segment") + ", "
                + Column.bytes(sum(segments, SurveyedSegment::usedBytes)) + " of "
                + Column.bytes(sum(segments, SurveyedSegment::bytes)) + " used; opened "
                + Texts.count(summary.term(), "time");
    }
}
