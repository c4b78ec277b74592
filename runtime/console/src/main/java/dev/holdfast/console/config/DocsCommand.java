package dev.holdfast.console.config;

import dev.holdfast.config.Reference;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code holdfast config docs}: the configuration reference. */
@Command(
        name = "docs",
        description = {
            "Prints the configuration reference in Markdown.",
            "It is made from the modules' reference.conf and from the checker."
        })
final class DocsCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        spec.commandLine().getOut().print(ReferencePage.of(Reference.keys()));
    }
}
