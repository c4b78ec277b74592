package dev.holdfast.console.quarantine;

import dev.holdfast.console.journal.DamageCount;
import dev.holdfast.console.journal.LogDirectory;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.Texts;
import dev.holdfast.operator.QuarantinedCommand;
import dev.holdfast.persistence.log.Damage;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What is set aside in a log, and whether that is all. */
record QuarantineSurvey(LogDirectory directory, OpenCommands open, DamageCount damages) {

    static QuarantineSurvey of(LogDirectory directory, Optional<String> id) {
        OpenCommands open = new OpenCommands(id);
        DamageCount damages = new DamageCount();
        directory.survey(new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                open.take(record);
            }

            @Override
            public void damage(Damage place, String finding) {
                damages.count(place, id);
            }
        });
        return new QuarantineSurvey(directory, open, damages);
    }

    /** The exit code. */
    int report(PrintWriter err) {
        int code = damages.report(directory.path(), err);
        if (open.unreadable() == 0) {
            return code;
        }
        err.println(
                "holdfast: " + Texts.count(open.unreadable(), "record") + " could not be read; what they say is missing"
                        + " above. See holdfast journal verify " + directory.path());
        return ExitCodes.NEGATIVE;
    }

    static Map<String, Object> row(QuarantinedCommand command) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("component", command.id().target());
        row.put("id", command.id().sender() + "#" + command.id().number());
        row.put("time", command.time().toString());
        row.put("command", command.command().name());
        row.put("version", command.command().version());
        row.put("bytes", command.command().bytes().length);
        row.put("fault", command.fault());
        row.put("reason", command.reason());
        row.put("entry", command.sequence());
        return row;
    }
}
