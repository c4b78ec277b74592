package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.log.Tag;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;

/**
 * An entry as its bytes, which is how it travels to and from a journal. It is encoded once, by the kernel, and decoded
 * once, by whoever folds it. The bytes are not copied; nobody may change them.
 */
public final class StoredEntry {

    private final byte[] bytes;
    private final Set<Tag> tags;

    private StoredEntry(byte[] bytes, Set<Tag> tags) {
        this.bytes = bytes;
        this.tags = tags;
    }

    /**
     * Encodes an entry.
     *
     * @param before the hash of the entry before it
     * @param sequence its sequence number
     * @param tags what the index must know of it, but for {@link Tag#VOIDS} and {@link Tag#OPENS}, which follow from
     *     what it says
     */
    public static StoredEntry encode(HistoryHash before, long sequence, Entry entry, Set<Tag> tags) {
        return new StoredEntry(EntryCodec.encode(before, sequence, entry), withOwn(tags, entry.content()));
    }

    private static Set<Tag> withOwn(Set<Tag> tags, Content content) {
        if (content instanceof Voided) {
            return with(Tag.VOIDS, tags);
        }
        return opens(content) ? with(Tag.OPENS, tags) : tags;
    }

    private static Set<Tag> with(Tag tag, Set<Tag> tags) {
        Set<Tag> all = EnumSet.of(tag);
        all.addAll(tags);
        return all;
    }

    private static boolean opens(Content content) {
        if (content instanceof Committed committed) {
            return committed.outcomes().stream().anyMatch(StoredEntry::opens);
        } else if (content instanceof Corrected corrected) {
            return corrected.outcome().map(StoredEntry::opens).orElse(false);
        }
        return content instanceof QuarantineResolved resolved
                && resolved.reissue().isPresent();
    }

    private static boolean opens(Outcome outcome) {
        return outcome.result() instanceof Completed completed
                && !completed.effects().isEmpty();
    }

    /** Wraps bytes read from a journal, unchecked; they are owned by this object from now on. */
    public static StoredEntry of(byte[] bytes) {
        return new StoredEntry(bytes, EnumSet.noneOf(Tag.class));
    }

    /** The bytes, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** What the index must know of it; empty when it was read from a journal, which knows them itself. */
    public Set<Tag> tags() {
        return tags;
    }

    /**
     * What it says.
     *
     * @throws CorruptEntryException when the bytes are no entry this version can read
     */
    public Entry entry() {
        return EntryCodec.decode(bytes);
    }

    /** The hash H(n) that it carries. */
    public HistoryHash hash() {
        return EntryCodec.hash(bytes);
    }

    /**
     * True when the hash it carries is the one that follows {@code before} at {@code sequence}.
     *
     * @throws CorruptEntryException when the bytes are too short to carry a hash
     */
    public boolean follows(HistoryHash before, long sequence) {
        HistoryHash carried = hash();
        return before.then(sequence, bytes, EntryCodec.HASH_AT).equals(carried);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredEntry that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "entry of " + bytes.length + " bytes " + tags;
    }
}
