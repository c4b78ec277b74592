package dev.holdfast.persistence.entry;

/** What a component knows of a command id. */
public sealed interface Seen {

    /** The id has no outcome here. */
    Seen NEVER = new Never();

    /** The sender had its answer and said so; the outcome is not kept any more. */
    Seen FORGOTTEN = new Forgotten();

    /** The id has no outcome here, but it may have had one that was dropped after its sender had long been silent. */
    Seen PERHAPS = new Perhaps();

    /** See {@link #PERHAPS}. */
    record Perhaps() implements Seen {}

    /** See {@link #NEVER}. */
    record Never() implements Seen {}

    /** See {@link #FORGOTTEN}. */
    record Forgotten() implements Seen {}

    /**
     * The id has an outcome.
     *
     * @param digest the digest of the command that had it
     * @param answer what its sender is told, again
     */
    record Answered(long digest, Answer answer) implements Seen {}
}
