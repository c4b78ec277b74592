package dev.holdfast.console.rollback;

import dev.holdfast.console.operator.Stopped;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.OutputOptions;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast rollback plan}: what would be voided. */
@Command(
        name = "plan",
        description = {
            "Shows what a roll-back would void: whole commands, and the replies it would revoke.",
            "Voids nothing. Prints the token with which it can be applied as long as nothing more happens."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:planned",
            "1:there is no log, or it cannot be read",
            "3:planned, but it cannot be applied: commands with effects forbid it; or the journal is damaged",
            "6:refused: there is nothing to void, or the log is in use"
        })
final class PlanCommand implements Callable<Integer> {

    @Mixin
    private OutputOptions output = new OutputOptions();

    @Mixin
    private RollbackOptions options = new RollbackOptions();

    @Override
    public Integer call() {
        Rollback rollback = options.rollback();
        RollbackPlan plan = Stopped.system(options.directory(), system -> system.plan(options.component(), rollback));
        try (Document document = output.document()) {
            PlanRows.show(document, plan);
            document.values("plan", PlanRows.values(plan), text(plan));
        }
        return plan.voids().isAllowed() ? ExitCodes.OK : ExitCodes.NEGATIVE;
    }

    private String text(RollbackPlan plan) {
        String next = plan.voids().isAllowed()
                ? "To do it: holdfast rollback apply " + options.text() + " --token " + plan.token()
                        + " --by NAME --reason TEXT\nIt cannot be undone; what is voided stays in the journal."
                : output.style().bad("refused")
                        + ": commands that caused effects cannot be taken back yet. Leave them out.";
        return "Would void " + PlanRows.text(plan) + ".\n" + next + "\n" + PlanRows.UNCHECKED;
    }
}
