package dev.holdfast.persistence.log;

import java.util.Set;

/**
 * A mark on a stored record that can be asked for without reading the record. A record carries a set of them, written
 * as the sum of their {@linkplain #bit bits}.
 */
public enum Tag {
    /** The record voids others. */
    VOIDS(1),
    /** The record opens effects or timers. */
    OPENS(2),
    /** After the record nothing is open. */
    QUIET(4);

    /** All bits that mean something. */
    static final int ALL = 7;

    private final int bit;

    Tag(int bit) {
        this.bit = bit;
    }

    /** The bit that stands for this tag, in memory and on disk. */
    public int bit() {
        return bit;
    }

    /** A set of tags, as its bits. */
    public static int bits(Set<Tag> tags) {
        int bits = 0;
        for (Tag tag : tags) {
            bits |= tag.bit;
        }
        return bits;
    }

    /** Whether the set {@code tags} contains this tag. */
    public boolean in(int tags) {
        return (tags & bit) != 0;
    }
}
