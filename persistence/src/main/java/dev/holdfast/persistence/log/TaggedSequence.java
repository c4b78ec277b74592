package dev.holdfast.persistence.log;

/**
 * The last record of an id that carries a tag.
 *
 * @param id whose record it is
 * @param sequence its sequence number
 */
public record TaggedSequence(String id, long sequence) {}
