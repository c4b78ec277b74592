package dev.holdfast.persistence.plugin;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.Tag;
import java.util.HashSet;
import java.util.Set;
import org.apache.pekko.persistence.journal.Tagged;

/**
 * What an index must know of an entry, in the words of Pekko's event tags. Voids need none: {@link VoidSearch} finds them
 * through the epochs.
 */
public final class EntryTags {

    /** {@link Tag#OPENS}. */
    static final String OPENS = "holdfast-opens";

    /** {@link Tag#QUIET}. */
    static final String QUIET = "holdfast-quiet";

    private EntryTags() {}

    /** An entry as it is given to Pekko; the embedded journal takes the tags from the entry itself. */
    public static Object tagged(StoredEntry entry) {
        Set<String> tags = new HashSet<>();
        if (entry.tags().contains(Tag.OPENS)) {
            tags.add(OPENS);
        }
        if (entry.tags().contains(Tag.QUIET)) {
            tags.add(QUIET);
        }
        return tags.isEmpty() ? entry : new Tagged(entry, tags);
    }
}
