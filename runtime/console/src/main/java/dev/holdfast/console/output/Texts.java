package dev.holdfast.console.output;

/** Texts from a journal or a file, on their way to a terminal. */
public final class Texts {

    private Texts() {}

    /** Without characters that would break a line or tell the terminal to do something. */
    public static String safe(String text) {
        return text.replaceAll("\\p{Cntrl}", "\ufffd");
    }

    /** For example {@code 1 record}, {@code 3 records}. */
    public static String count(long number, String thing) {
        return Column.number(number) + " " + thing + (number == 1 ? "" : "s");
    }
}
