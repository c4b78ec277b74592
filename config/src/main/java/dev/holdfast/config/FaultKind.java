package dev.holdfast.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of fault. Its text is the name in kebab case, for example {@code crash}. */
public enum FaultKind {
    /** User code threw. */
    CRASH,
    /** A command that cannot be read, or what it leads to cannot be stored. */
    POISON_COMMAND,
    /** A state in which one of the component's invariants does not hold, shown by a fresh fold (R1). */
    INVARIANT_VIOLATED,
    /** The state in memory is not the one that the journal folds to. */
    STATE_CORRUPTED,
    /** An event in the journal cannot be applied. */
    POISON_EVENT,
    /** A write failed, or its outcome is not known. */
    STORAGE_WRITE,
    /** The journal could not be read, or not in time. */
    STORAGE_READ,
    /** The journal is damaged, or an entry is missing. */
    STORAGE_CORRUPT,
    /** A checkpoint could not be saved or used; it is recorded, and recovery goes on without it. */
    CHECKPOINT;

    /** Kinds that the design knows but nothing detects yet. */
    static final List<String> PLANNED = List.of(
            "hang",
            "divergence",
            "no-agreement",
            "storage-full",
            "link",
            "port",
            "overload",
            "node",
            "operator",
            "incompatible-software");

    /** True when such a fault may have a command to retry or to set aside. */
    public boolean blamesCommand() {
        return this == CRASH || this == POISON_COMMAND || this == INVARIANT_VIOLATED;
    }

    /** True when a component's own code failed, so that another version of it may do better. */
    boolean blamesUserCode() {
        return blamesCommand() || this == POISON_EVENT;
    }

    /** False when nothing is to be decided about it: it is only recorded. */
    boolean hasLadder() {
        return this != CHECKPOINT;
    }

    /** As written in the configuration and the fault ledger. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that text; empty when there is none. */
    public static Optional<FaultKind> ofText(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    /** Of those that a rule can name. */
    static List<String> texts() {
        return Arrays.stream(values())
                .filter(FaultKind::hasLadder)
                .map(FaultKind::text)
                .toList();
    }
}
