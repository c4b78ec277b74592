package dev.holdfast.console.journal;

import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.Texts;
import dev.holdfast.persistence.log.Damage;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** Sees to it that a command that shows only what is sound does not pass it off as everything. For one thread. */
public final class DamageCount {

    private long damages;

    /** None found yet. */
    public DamageCount() {}

    /** Counts damage that may concern an id; any does when it is not said whose it is. */
    public void count(Damage damage, Optional<String> wanted) {
        if (wanted.isEmpty() || damage.id().isEmpty() || damage.id().equals(wanted)) {
            damages++;
        }
    }

    /** How many places there are. */
    long count() {
        return damages;
    }

    /** Says so, and returns the exit code. */
    public int report(Path directory, PrintWriter err) {
        if (damages == 0) {
            return ExitCodes.OK;
        }
        err.println("holdfast: the log is damaged in " + Texts.count(damages, "place")
                + "; what was not readable there is missing above. See holdfast journal verify " + directory);
        return ExitCodes.NEGATIVE;
    }
}
