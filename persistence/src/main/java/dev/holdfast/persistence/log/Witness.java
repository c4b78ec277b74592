package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.List;

/** Says whether a damaged record can be believed to be of the id and with the number that stand in it. */
@FunctionalInterface
interface Witness {

    /** Believes what damaged records say of themselves: for reports, never for what is served. */
    Witness CREDULOUS = (claimed, before) -> true;

    /**
     * Whether other evidence than the record's own bytes says so.
     *
     * @param claimed what stands in the record
     * @param before the records before it in its frame
     */
    boolean vouchesFor(RecordEntry claimed, List<RecordEntry> before) throws IOException;
}
