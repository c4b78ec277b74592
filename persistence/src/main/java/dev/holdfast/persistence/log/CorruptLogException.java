package dev.holdfast.persistence.log;

import org.jspecify.annotations.Nullable;

/**
 * What is stored is not what was written, and no crash explains the difference. Nothing was changed or left out: the
 * operation that found it failed as a whole.
 */
public final class CorruptLogException extends LogException {

    private static final long serialVersionUID = 1;

    private final transient @Nullable Damage damage;
    private final String finding;

    CorruptLogException(String directory, Damage damage, String finding, @Nullable Throwable cause) {
        super(
                "Log " + directory + " is corrupt: " + damage + ": " + finding
                        + ". Nothing was changed and nothing is served from there; restore the directory from a copy,"
                        + " or repair it",
                cause);
        this.damage = damage;
        this.finding = finding;
    }

    CorruptLogException(String directory, Damage damage, String finding) {
        this(directory, damage, finding, null);
    }

    /** What is wrong there. */
    String finding() {
        return finding;
    }

    /** Where the damage is. */
    public Damage damage() {
        if (damage == null) {
            throw new IllegalStateException("The place of the damage does not survive serialization; see the message");
        }
        return damage;
    }
}
