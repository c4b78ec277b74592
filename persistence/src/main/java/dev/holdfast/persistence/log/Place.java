package dev.holdfast.persistence.log;

/**
 * Where a frame or record stands, in one number: the segment's number above, and below the index of its first byte in
 * the segment when stamps are not counted.
 */
final class Place {

    private Place() {}

    static long of(long segment, long index) {
        return segment << Integer.SIZE | index;
    }

    static long segment(long place) {
        return place >>> Integer.SIZE;
    }

    static long index(long place) {
        return place & 0xFFFF_FFFFL;
    }
}
