package dev.holdfast.persistence.log;

/** Is shown what a {@link LogSurvey} finds, in the order of the log, as it is found. */
public interface SurveyVisitor {

    /** A sound record, deletions included. Records of a segment precede the segment. */
    default void record(SurveyedRecord record) {}

    /**
     * Damage. What a damaged record says of its id and sequence number is reported as it stands there, and may be wrong.
     *
     * @param place where it is
     * @param finding what is wrong there
     */
    default void damage(Damage place, String finding) {}

    /** A segment, after all that was found in it. */
    default void segment(SurveyedSegment segment) {}
}
