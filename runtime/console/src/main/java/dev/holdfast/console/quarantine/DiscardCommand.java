package dev.holdfast.console.quarantine;

import dev.holdfast.console.operator.MandateOptions;
import dev.holdfast.console.operator.Stopped;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.operator.Mandate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast quarantine discard}: gives a command up. */
@Command(
        name = "discard",
        description = {
            "Gives a command up that is set aside.",
            "Its id stays answered as quarantined. Who did it, and why, stands in the journal and in the ledger."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:discarded",
            "1:there is no log, or it cannot be read or written",
            "3:the journal is damaged; nothing was changed",
            "6:refused: it is not set aside, somebody has dealt with it, or the log is in use"
        })
final class DiscardCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private QuarantineOptions options = new QuarantineOptions();

    @Mixin
    private MandateOptions mandate = new MandateOptions();

    @Override
    public Integer call() {
        Mandate by = mandate.mandate();
        Stopped.system(options.directory(), system -> system.discard(options.id(), by));
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("component", options.id().target());
        values.put("id", options.id().sender() + "#" + options.id().number());
        values.put("by", by.by());
        try (Document document = output.document()) {
            document.values("discarded", values, "Discarded " + options.id() + ".");
        }
        return ExitCodes.OK;
    }
}
