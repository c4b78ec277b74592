package dev.holdfast.persistence.log;

/** Which records of one id to read, and where they stand: parallel arrays, ascending. */
@SuppressWarnings("ArrayRecordComponent") // internal, never compared
record ReadPlan(String id, byte[] idBytes, long[] sequences, long[] places, int[] lengths) {

    static final ReadPlan NOTHING = new ReadPlan("", new byte[0], new long[0], new long[0], new int[0]);

    int count() {
        return sequences.length;
    }
}
