package dev.holdfast.console.journal;

import dev.holdfast.console.component.CodeOptions;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** How states of the past are made. */
final class PastOptions {

    @Mixin
    private CodeOptions code = new CodeOptions();

    @Option(
            names = "--as-known-today",
            description =
                    "Leave out all that is voided today. Without it, the state is the one that was believed in when"
                            + " the revision was stored: what was voided later counts.")
    private boolean asKnownToday;

    CodeOptions code() {
        return code;
    }

    boolean asKnownToday() {
        return asKnownToday;
    }
}
