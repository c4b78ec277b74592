package dev.holdfast.persistence.log;

/**
 * What a {@link LogSurvey} found in all.
 *
 * @param store the log's identity, 32 hexadecimal digits; empty if the store file is missing or damaged
 * @param term how often the log was opened, 0 if the store file is missing or damaged
 * @param durableFrame frames up to this number were durable when the term began
 * @param lastFrame the number of the last complete frame, 0 if there is none
 * @param segments how many segment files there are
 * @param records how many sound records there are, deletions and deleted ones included
 * @param damages how many places are damaged
 * @param ending how the log ends
 */
public record SurveySummary(
        String store,
        long term,
        long durableFrame,
        long lastFrame,
        long segments,
        long records,
        long damages,
        Ending ending) {

    /** How a log ends. */
    public enum Ending {
        /** With a complete frame, or it is empty. */
        COMPLETE,
        /** With a frame that a crash cut short. It was never acknowledged; the next opening leaves it out. */
        TORN,
        /** With damage, so where it ends is not known. */
        DAMAGED
    }
}
