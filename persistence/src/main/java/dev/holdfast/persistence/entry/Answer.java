package dev.holdfast.persistence.entry;

/** What the sender of an accepted command is told: the part of an outcome that is kept to answer it again. */
public sealed interface Answer {

    /**
     * The command was executed.
     *
     * @param reply the reply, exactly as stored
     */
    record Completed(Encoded reply) implements Answer {}

    /**
     * The command was refused by the component's own rules; its state is as before.
     *
     * @param code why, as the component says it
     */
    record Rejected(String code) implements Answer {
        /** The code under which an id nobody had seen is closed when its sender asks what became of it. */
        public static final String WITHDRAWN = "withdrawn";

        /** The code for a command that was executed and whose events were voided later (R5). */
        public static final String VOIDED = "voided";
    }

    /**
     * The command was set aside after faults; the component's state is as before.
     *
     * @param fault the fault's id in the ledger
     * @param reason what went wrong, for people
     */
    record Quarantined(String fault, String reason) implements Answer {}
}
