package dev.holdfast.benchmarks.journal;

/** The journals that are compared. */
enum Side {
    HOLDFAST,
    /** The same on Pekko's default dispatcher, where the actors run and the in-memory journal, too. */
    HOLDFAST_SHARED,
    /** Pekko's, which keeps the objects it is given. */
    IN_MEMORY,
    /** Pekko's, told to serialize and deserialize every event. */
    IN_MEMORY_SERIALIZED,
    /** pekko-persistence-jdbc. */
    POSTGRESQL;

    String key() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
