package dev.holdfast.persistence.log;

/** What became of an {@link Append}. */
public sealed interface AppendResult {

    /** All of it is durable. */
    record Stored() implements AppendResult {
        static final Stored INSTANCE = new Stored();
    }

    /**
     * Nothing of it was stored, because a newer writer has written, or this writer was refused before.
     *
     * @param reason names the id, the writer, the sequence number and the highest stored
     */
    record Refused(String reason) implements AppendResult {}
}
