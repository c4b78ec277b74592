package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.StoredEntry;
import java.util.List;

/** How an incarnation's entries get into the journal: straight into the embedded log, or through Pekko. */
interface Pen {

    /**
     * Writes entries as one atomic group. What comes of it reaches the kernel as a message, or a callback in its stead.
     *
     * @param first the sequence number of the first entry
     * @param entries what to write
     * @param then what to do, in the kernel, once it is durable
     */
    void write(long first, List<StoredEntry> entries, Runnable then);
}
