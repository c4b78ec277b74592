package dev.holdfast.config;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of fault that a recovery rule can name. Its text is the name in kebab case, for example {@code crash}. */
public enum FaultKind {
    /** User code threw. */
    CRASH,
    /** A command whose faults recur with the same signature. */
    POISON_COMMAND,
    /** A state in which one of the component's invariants does not hold, shown by a fresh fold (R1). */
    INVARIANT_VIOLATED,
    /** An event in the journal cannot be applied. */
    POISON_EVENT,
    /** A write failed, or its outcome is not known. */
    STORAGE_WRITE,
    /** The journal could not be read, or not in time. */
    STORAGE_READ,
    /** The journal is damaged, or an entry is missing. */
    STORAGE_CORRUPT;

    /** Kinds that the design knows but nothing detects yet. */
    static final List<String> PLANNED = List.of(
            "transient",
            "intermittent",
            "permanent",
            "invariant-violated",
            "state-corrupted",
            "hang",
            "divergence",
            "no-agreement",
            "storage-full",
            "checkpoint",
            "link",
            "port",
            "overload",
            "node",
            "operator",
            "incompatible-software");

    /** True when such a fault has a command to retry or to set aside. */
    public boolean blamesCommand() {
        return this == CRASH || this == POISON_COMMAND;
    }

    /** As written in the configuration and the fault ledger. */
    public String text() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind of that text; empty when there is none. */
    public static Optional<FaultKind> ofText(String text) {
        return Arrays.stream(values()).filter(kind -> kind.text().equals(text)).findFirst();
    }

    static List<String> texts() {
        return Arrays.stream(values()).map(FaultKind::text).toList();
    }
}
