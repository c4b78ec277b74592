package dev.holdfast.console.quarantine;

import dev.holdfast.operator.OrderRefused;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code holdfast quarantine reissue}: says where that can be done. */
@Command(
        name = "reissue",
        description = "Issues a command again that is set aside; takes a running system, and is refused here.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = "6:refused")
final class ReissueCommand implements Callable<Integer> {

    @Mixin
    private QuarantineOptions options = new QuarantineOptions();

    @Override
    public Integer call() {
        throw new OrderRefused(
                options.id() + " was not issued again: a command is executed by its component's own code,"
                        + " which takes a running system. There, call Holdfast.get(system).operator().reissue(id, mandate)");
    }
}
