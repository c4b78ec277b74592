package dev.holdfast.recovery;

import dev.holdfast.config.DiagnosisSettings;
import dev.holdfast.config.Recurrence;
import dev.holdfast.persistence.entry.CommandId;
import java.util.Optional;

/** The faults of one signature that one component met lately. Not safe for use by several threads. */
final class Sightings {

    /** Of more commands that fail alike at the same time, those that failed last are told from each other. */
    static final int MAX_COMMANDS = 32;

    private final DiagnosisSettings settings;
    private final long within;
    private final Recent rows;
    private final Recent row;
    private final Latest<CommandId, Recent> commands = new Latest<>(MAX_COMMANDS);
    private long successes;

    Sightings(DiagnosisSettings settings) {
        this.settings = settings;
        this.within = settings.within().toNanos();
        this.rows = new Recent(settings.intermittentAfter(), within);
        this.row = new Recent(settings.permanentAfter(), within);
    }

    /**
     * It is seen again.
     *
     * @param command the command that is to blame
     * @param successesSoFar how often the component succeeded, ever
     */
    Recurrence seen(Optional<CommandId> command, long successesSoFar, long now) {
        if (successes != successesSoFar) {
            successes = successesSoFar;
            row.clear();
        }
        Optional<Recent> ofCommand =
                command.map(id -> commands.get(id, () -> new Recent(settings.permanentAfter(), within)));
        boolean goesOn = row.count(now) > 0
                || ofCommand.filter(earlier -> earlier.count(now) > 0).isPresent();
        row.add(now);
        ofCommand.ifPresent(earlier -> earlier.add(now));
        if (goesOn) {
            rows.prolong(now);
        } else {
            rows.add(now);
        }
        boolean permanent = row.count(now) >= settings.permanentAfter()
                || ofCommand
                        .filter(earlier -> earlier.count(now) >= settings.permanentAfter())
                        .isPresent();
        if (permanent) {
            return Recurrence.PERMANENT;
        }
        return rows.count(now) >= settings.intermittentAfter() ? Recurrence.INTERMITTENT : Recurrence.TRANSIENT;
    }
}
