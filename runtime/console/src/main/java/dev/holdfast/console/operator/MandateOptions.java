package dev.holdfast.console.operator;

import dev.holdfast.operator.Mandate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of every command that changes something. */
public final class MandateOptions {

    @Option(names = "--by", paramLabel = "NAME", required = true, description = "Who has it done; goes on record.")
    private String by = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why; goes on record.")
    private String reason = "";

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command = CommandSpec.create();

    /** Who, and why. */
    public Mandate mandate() {
        try {
            return new Mandate(by, reason);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), "holdfast: " + e.getMessage());
        }
    }
}
