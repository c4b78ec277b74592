/**
 * The main job: 20,000 real flights pass through a component per airport while faults are injected and the process is
 * killed, and every flight must depart once and arrive once. Begin with {@link dev.holdfast.examples.flights.Airport} and
 * {@link dev.holdfast.examples.flights.Feed}, which is all a user of Holdfast would write; the rest breaks and judges.
 */
@NullMarked
package dev.holdfast.examples.flights;

import org.jspecify.annotations.NullMarked;
