package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.Collection;

/** What the segments before one say. */
interface Past {

    /** What they say of an id. */
    Facts facts(IdKey key) throws IOException;

    /** The ids that had something open at their end. */
    Collection<String> open() throws IOException;
}
