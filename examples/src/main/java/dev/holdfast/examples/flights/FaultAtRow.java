package dev.holdfast.examples.flights;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A fault made by this job. Its message is recognised again in the fault ledger. */
final class FaultAtRow extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final Pattern MESSAGE = Pattern.compile("injected ([a-z-]+) fault at row ([0-9]+)");

    FaultAtRow(Fault fault, long row) {
        super("injected " + fault.label() + " fault at row " + row);
    }

    /**
     * Which fault, at which row.
     *
     * @param fault the fault
     * @param row the row
     */
    record Mark(Fault fault, long row) {}

    /** Finds the mark of an injected fault in a text. */
    static Optional<Mark> in(String text) {
        Matcher matcher = MESSAGE.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        long row = Long.parseLong(matcher.group(2));
        return Fault.labelled(matcher.group(1)).map(fault -> new Mark(fault, row));
    }
}
