package dev.holdfast.console.component;

import picocli.CommandLine.Option;

/** Where the code of a component is, for commands that run it. */
public final class CodeOptions {

    @Option(
            names = "--component",
            required = true,
            paramLabel = "CLASS[#MEMBER]",
            description = "The class that defines the component, in a static field or by a static method without"
                    + " parameters; MEMBER is only needed where there are several.")
    private String component = "";

    @Option(
            names = "--class-path",
            paramLabel = "PATH",
            description = "Where the class is, with all it needs, written as for java -cp. Without it, only the classes"
                    + " of Holdfast itself are there.")
    private String classPath = "";

    /** Opens the class path; to be closed. */
    public ComponentCode open() {
        return new ComponentCode(component, ClassPath.urls(classPath));
    }
}
