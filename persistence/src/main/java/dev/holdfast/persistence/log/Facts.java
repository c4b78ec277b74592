package dev.holdfast.persistence.log;

/**
 * What is known of an id without its records. Every number only ever rises, so facts from different places are put
 * together by taking the greater of each; 0 where there is nothing.
 *
 * @param highest the highest sequence number stored, deletions included
 * @param deletedTo up to where its records are deleted
 * @param voids the last record that carries {@link Tag#VOIDS}
 * @param opens the last record that carries {@link Tag#OPENS}, or may: one that was found damaged
 * @param quiet the last record that carries {@link Tag#QUIET}
 * @param damaged the last record that was found damaged when its segment was read as a whole
 */
record Facts(long highest, long deletedTo, long voids, long opens, long quiet, long damaged) {

    static final Facts NONE = new Facts(0, 0, 0, 0, 0, 0);

    /** With one more record. What a damaged one says of its tags is not believed: it may have opened something. */
    Facts with(RecordEntry entry) {
        long sequence = entry.sequence();
        boolean data = entry.kind() == RecordEntry.Kind.DATA;
        boolean hit = data && !entry.sound();
        int tags = hit ? Tag.OPENS.bit() : entry.tags();
        return new Facts(
                Math.max(highest, sequence),
                data ? deletedTo : Math.max(deletedTo, sequence),
                Tag.VOIDS.in(tags) ? Math.max(voids, sequence) : voids,
                Tag.OPENS.in(tags) ? Math.max(opens, sequence) : opens,
                Tag.QUIET.in(tags) ? Math.max(quiet, sequence) : quiet,
                hit ? Math.max(damaged, sequence) : damaged);
    }

    Facts and(Facts other) {
        return new Facts(
                Math.max(highest, other.highest),
                Math.max(deletedTo, other.deletedTo),
                Math.max(voids, other.voids),
                Math.max(opens, other.opens),
                Math.max(quiet, other.quiet),
                Math.max(damaged, other.damaged));
    }

    /** The last sequence number that carries the tag, 0 if none does. */
    long last(Tag tag) {
        return switch (tag) {
            case VOIDS -> voids;
            case OPENS -> opens;
            case QUIET -> quiet;
        };
    }

    /** Whether there is anything in it that decides whether something is open. */
    boolean tellsWhatIsOpen() {
        return opens > 0 || quiet > 0;
    }

    /** Whether a record that opens something lies above the last after which nothing is open. */
    boolean isOpen() {
        return opens > quiet;
    }

    /** When all records turn out to be sound again. */
    Facts mended() {
        return new Facts(highest, deletedTo, voids, opens, quiet, 0);
    }

    /** Whether a record that is not deleted is known to be damaged. */
    boolean isDamaged() {
        return damaged > deletedTo;
    }
}
