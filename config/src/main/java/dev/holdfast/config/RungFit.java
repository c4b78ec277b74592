package dev.holdfast.config;

import java.util.List;
import java.util.Optional;

/** Which rungs make sense for which faults, and why the others do not. */
final class RungFit {
    private static final List<Rung> ALL = List.of(
            new Rung.Retry(1),
            new Rung.RollBack(),
            new Rung.RollForward(),
            new Rung.Alternate(),
            new Rung.VoidCommand(),
            new Rung.QuarantineCommand(),
            new Rung.Park());

    private RungFit() {}

    /** What is wrong with a rung for these faults. */
    static Optional<String> objection(FaultMatch on, Rung rung) {
        return reason(on, rung).map(why -> "must be " + fitting(on) + " on " + on.text() + ": " + why);
    }

    /** What is wrong with a rung that stands in a ladder already. */
    static Optional<String> objectionToAgain(Rung rung) {
        if (rung instanceof Rung.RollForward) {
            return Optional.of(
                    "must stand once in a ladder: a correction is written once, its events would count twice");
        }
        if (rung instanceof Rung.Alternate) {
            return Optional.of("must stand once in a ladder: it takes one version after the other until none is left");
        }
        return rung instanceof Rung.VoidCommand
                ? Optional.of("must stand once in a ladder: what is voided stays so")
                : Optional.empty();
    }

    private static Optional<String> reason(FaultMatch on, Rung rung) {
        boolean poisonEvent = on instanceof FaultMatch.Kind fault && fault.kind() == FaultKind.POISON_EVENT;
        if (rung instanceof Rung.VoidCommand && !poisonEvent) {
            return Optional.of(
                    "only a poison-event says which stored command is to blame; void others by a plan of yours");
        }
        return on instanceof FaultMatch.Kind fault ? reason(fault.kind(), rung) : Optional.empty();
    }

    private static Optional<String> reason(FaultKind kind, Rung rung) {
        if (rung instanceof Rung.Retry || rung instanceof Rung.QuarantineCommand) {
            return unless(kind.blamesCommand(), "no command is to blame, there is none to retry or quarantine");
        }
        if (rung instanceof Rung.Alternate) {
            return unless(kind.blamesUserCode(), "no code of yours failed, another version of it would do no better");
        }
        return rung instanceof Rung.RollForward ? whyNotForward(kind) : Optional.empty();
    }

    private static Optional<String> whyNotForward(FaultKind kind) {
        return switch (kind) {
            case STATE_CORRUPTED ->
                Optional.of("only memory is wrong; events that correct it would spoil the journal, which is right");
            case POISON_EVENT -> Optional.of("without that event there is no state that a correction could start from");
            case STORAGE_WRITE, STORAGE_READ, STORAGE_CORRUPT -> Optional.of("a correction mends a state, not storage");
            case CRASH, POISON_COMMAND, INVARIANT_VIOLATED, CHECKPOINT -> Optional.empty();
        };
    }

    private static Optional<String> unless(boolean fits, String reason) {
        return fits ? Optional.empty() : Optional.of(reason);
    }

    /** The rungs that make sense, as a list in words; there are always several. */
    private static String fitting(FaultMatch on) {
        List<String> names = ALL.stream()
                .filter(rung -> reason(on, rung).isEmpty())
                .map(Rung::name)
                .toList();
        int last = names.size() - 1;
        return String.join(", ", names.subList(0, last)) + " or " + names.get(last);
    }
}
