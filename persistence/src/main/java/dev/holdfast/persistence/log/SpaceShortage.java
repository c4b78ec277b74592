package dev.holdfast.persistence.log;

import java.time.Instant;

/**
 * A log has no room for its next segment. Nothing is lost and reads go on; when there is room again, so does writing.
 *
 * @param since when it was noticed
 * @param bytes how many bytes it needs to go on
 * @param reason what was found, for people
 * @param writesWait whether what is submitted waits by now; before that it still fits into the segment at hand
 */
public record SpaceShortage(Instant since, long bytes, String reason, boolean writesWait) {}
