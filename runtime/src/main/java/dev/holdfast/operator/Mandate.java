package dev.holdfast.operator;

/**
 * Who orders something, and why; both go on record.
 *
 * @param by the operator's name
 * @param why the reason, for people
 */
public record Mandate(String by, String why) {

    /** @throws IllegalArgumentException when one is blank or too long to be kept with every entry */
    public Mandate {
        require("a name", by);
        require("a reason", why);
    }

    private static final int LONGEST = 1000;

    private static void require(String what, String text) {
        if (text.isBlank() || text.length() > LONGEST) {
            throw new IllegalArgumentException("an order needs " + what + " of 1 to " + LONGEST
                    + " characters, which go on record; it has " + (text.isBlank() ? "none" : text.length()));
        }
    }
}
