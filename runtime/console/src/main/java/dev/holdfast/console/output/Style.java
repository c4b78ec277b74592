package dev.holdfast.console.output;

/** Marks text for a terminal. What is marked says the same without its mark: colour alone carries nothing. */
public enum Style {
    /** With the control sequences of ECMA-48. */
    COLOURED,
    /** As it is. */
    PLAIN;

    private static final String RESET = "\u001b[0m";

    static Style of(boolean coloured) {
        return coloured ? COLOURED : PLAIN;
    }

    /** A heading. */
    public String strong(String text) {
        return marked("\u001b[1m", text);
    }

    /** A positive verdict. */
    public String good(String text) {
        return marked("\u001b[32m", text);
    }

    /** A negative verdict. */
    public String bad(String text) {
        return marked("\u001b[31;1m", text);
    }

    private String marked(String sequence, String text) {
        return this == COLOURED ? sequence + text + RESET : text;
    }
}
