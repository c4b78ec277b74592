package dev.holdfast.console.rollback;

import dev.holdfast.console.operator.MandateOptions;
import dev.holdfast.console.operator.Stopped;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code holdfast rollback apply}: voids what was planned. */
@Command(
        name = "apply",
        description = {
            "Voids what was planned, and revokes the replies.",
            "Whoever presents a voided command again is told rejected(voided). Who did it, and why, stands in the journal"
                    + " and in the ledger."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:voided",
            "1:there is no log, or it cannot be read or written",
            "3:the journal is damaged; nothing was voided",
            "6:refused: the token is another plan's, something has happened since, or the log is in use"
        })
final class ApplyCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private RollbackOptions options = new RollbackOptions();

    @Mixin
    private MandateOptions mandate = new MandateOptions();

    @Option(names = "--token", paramLabel = "TOKEN", required = true, description = "The plan's.")
    private String token = "";

    @Override
    public Integer call() {
        Mandate by = mandate.mandate();
        Rollback rollback = options.rollback();
        RollbackPlan plan = Stopped.system(
                options.directory(),
                system -> system.plan(options.component(), rollback)
                        .thenCompose(planned -> system.apply(planned, token, by).thenApply(done -> planned)));
        try (Document document = output.document()) {
            PlanRows.show(document, plan);
            document.values(
                    "voided", PlanRows.values(plan), "Voided " + PlanRows.text(plan) + ".\n" + PlanRows.UNCHECKED);
        }
        return ExitCodes.OK;
    }
}
