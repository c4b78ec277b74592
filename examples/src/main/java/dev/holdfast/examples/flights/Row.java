package dev.holdfast.examples.flights;

/**
 * One flight of the data. Its number is its place among the good rows of the file, from 1.
 *
 * @param origin where it departs, as an airport code
 * @param destination where it arrives, as an airport code
 * @param delay minutes late at departure; negative when early
 * @param distance statute miles
 */
record Row(String origin, String destination, int delay, int distance) {}
