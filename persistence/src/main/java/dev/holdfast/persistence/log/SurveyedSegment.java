package dev.holdfast.persistence.log;

import java.util.OptionalLong;

/**
 * A segment file.
 *
 * @param number its number
 * @param file its name
 * @param term in which term it was begun; empty if its header is damaged
 * @param firstFrame the number of its first frame
 * @param frames how many sound or mended frames count; those that a later segment supersedes do not
 * @param records how many sound records they hold
 * @param usedBytes how many bytes they take, the header included
 * @param bytes the size of the file
 * @param damages how many places were found damaged
 * @param use what it is good for
 * @param index what became of its index
 */
public record SurveyedSegment(
        long number,
        String file,
        OptionalLong term,
        long firstFrame,
        long frames,
        long records,
        long usedBytes,
        long bytes,
        long damages,
        Use use,
        IndexState index) {

    /** What a segment is good for. */
    public enum Use {
        /** A later segment continues it; it is not written any more. */
        SEALED,
        /** The log ends in it. */
        LAST,
        /** All its frames are stored again in a later segment, or deleted; the next opening deletes the file. */
        SUPERSEDED,
        /** Its creation or its first frame was cut short; the next opening deletes it. */
        UNUSED
    }

    /** What became of the index of a segment. */
    public enum IndexState {
        /** It says what stands in the segment. */
        GOOD,
        /** There is none; of a sealed segment it is made by the next opening. */
        MISSING,
        /** Some of it is wrong; it is made anew when that is noticed. */
        DAMAGED
    }
}
