package dev.holdfast.examples.flights;

/**
 * What one airport's line of the board says, and all an airport remembers.
 *
 * @param departures flights that departed
 * @param arrivals flights that arrived
 * @param delayMinutes the sum of the departures' delays; early departures count below zero
 * @param lateDepartures departures at least {@value #LATE} minutes late
 * @param miles the sum of the departures' distances
 */
record Counters(long departures, long arrivals, long delayMinutes, long lateDepartures, long miles) {

    /** How many minutes after its time a flight counts as late, for the Bureau of Transportation Statistics. */
    static final int LATE = 15;

    /** Nothing happened yet. */
    static final Counters NONE = new Counters(0, 0, 0, 0, 0);

    Counters departed(int delay, int distance) {
        return new Counters(
                departures + 1,
                arrivals,
                delayMinutes + delay,
                lateDepartures + (delay >= LATE ? 1 : 0),
                miles + distance);
    }

    Counters arrived() {
        return new Counters(departures, arrivals + 1, delayMinutes, lateDepartures, miles);
    }

    /** The miles come out differently by so many. */
    Counters milesCorrected(long by) {
        return new Counters(departures, arrivals, delayMinutes, lateDepartures, miles + by);
    }

    long movements() {
        return departures + arrivals;
    }
}
