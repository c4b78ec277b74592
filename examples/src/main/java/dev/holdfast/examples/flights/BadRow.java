package dev.holdfast.examples.flights;

/**
 * A line of the data that is no flight; it is set aside.
 *
 * @param line its number in the file, from 1; the header is line 1
 * @param reason what is wrong with it
 * @param text the line
 */
record BadRow(long line, String reason, String text) {}
