package dev.holdfast.console.journal;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.component.Component;
import dev.holdfast.console.component.ComponentCode;
import dev.holdfast.console.output.ConsoleException;
import dev.holdfast.console.output.ExitCodes;
import dev.holdfast.console.output.Texts;
import dev.holdfast.kernel.PastState;
import dev.holdfast.persistence.entry.BrokenHistoryException;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Voids;
import java.io.PrintWriter;
import java.util.List;
import java.util.Optional;

/**
 * Makes states of the past out of a log: reads it once for the voids, and once for the events. Nothing is made of a
 * journal that breaks below the revision, nor, where today's knowledge is asked for, of one that breaks anywhere.
 */
final class Past {

    private final LogDirectory log;
    private final ComponentId id;
    private final boolean asKnownToday;
    private final KnownVoids known;
    private final DamageCount damages;

    private Past(LogDirectory log, ComponentId id, boolean asKnownToday, List<Long> revisions) {
        this.log = log;
        this.id = id;
        this.asKnownToday = asKnownToday;
        known = new KnownVoids(id, revisions);
        damages = Entries.read(log, id, known);
    }

    /** What is shown of them. */
    interface Shown {
        void show(List<Snapshot> snapshots, long head);
    }

    /**
     * Makes the states at these revisions and has them shown.
     *
     * @return the exit code
     * @throws ConsoleException when there is no such revision, or the component's code cannot be used
     * @throws BrokenHistoryException when the journal cannot be trusted so far
     */
    static int show(
            LogDirectory log, ComponentId id, List<Long> revisions, PastOptions options, PrintWriter err, Shown shown) {
        try (ComponentCode code = options.code().open()) {
            Component<?, ?> component = code.component(id.component());
            Past past = new Past(log, id, options.asKnownToday(), revisions);
            revisions.forEach(past::require);
            shown.show(past.snapshots(component, code.mapper(), revisions), past.known.head());
            return past.report(err);
        }
    }

    private void require(long revision) {
        Optional<BrokenHistoryException> broken = known.broken();
        boolean reached = known.then(revision).isPresent();
        if (reached && (isSound() || !asKnownToday)) {
            return;
        }
        String wanted = reached
                ? "what is known today of revision " + revision + " of " + id + " cannot be told: "
                : "revision " + revision + " of " + id + " cannot be reached: ";
        if (broken.isPresent()) {
            throw new BrokenHistoryException(wanted + broken.get().getMessage() + seeVerify());
        }
        if (damages.count() > 0) {
            throw new BrokenHistoryException(wanted + "its journal is readable up to revision " + known.head()
                    + ", but the log is damaged in " + Texts.count(damages.count(), "place")
                    + " where more of it may have been" + seeVerify());
        }
        throw new ConsoleException(
                "there is no revision " + revision + " of " + id + ": it stands at revision " + known.head());
    }

    private boolean isSound() {
        return known.broken().isEmpty() && damages.count() == 0;
    }

    private String seeVerify() {
        return ". See holdfast journal verify " + log.path();
    }

    private List<Snapshot> snapshots(Component<?, ?> component, ObjectMapper mapper, List<Long> revisions) {
        List<PastState<?, ?>> states = revisions.stream()
                .<PastState<?, ?>>map(revision -> begin(component, mapper, revision))
                .toList();
        Entries.read(log, id, new Entries.Reader() {
            @Override
            public void entry(long sequence, StoredEntry entry) {
                states.forEach(state -> state.take(sequence, entry));
            }

            @Override
            public void unreadable(long sequence, String why) {
                // it stands behind all that is wanted, or reading it for the voids had failed
            }
        });
        return states.stream().map(this::snapshot).toList();
    }

    private <S, E> PastState<S, E> begin(Component<S, E> component, ObjectMapper mapper, long revision) {
        return new PastState<>(component, mapper, id, revision, leftOut(revision));
    }

    private Voids leftOut(long revision) {
        return asKnownToday ? known.now() : known.then(revision).orElse(Voids.NONE);
    }

    private Snapshot snapshot(PastState<?, ?> state) {
        long revision = state.revision();
        Voids leftOut = leftOut(revision);
        List<Range> since = upTo(revision, known.now()).stream()
                .filter(range -> leftOut.at(range.first()).isEmpty())
                .toList();
        return new Snapshot(revision, state.json(), upTo(revision, leftOut), since, state.cut(), violated(state));
    }

    /** Within a command nothing needs to hold. */
    private static Optional<String> violated(PastState<?, ?> state) {
        return state.cut().isPresent() ? Optional.empty() : state.violated();
    }

    private static List<Range> upTo(long revision, Voids voids) {
        return voids.ranges().stream()
                .filter(range -> range.first() <= revision)
                .map(range -> new Range(range.first(), Math.min(range.last(), revision)))
                .toList();
    }

    private int report(PrintWriter err) {
        if (isSound()) {
            return ExitCodes.OK;
        }
        err.println("holdfast: what is shown is right, but further on the journal of " + id + " is readable only up to"
                + " revision " + known.head() + ": what was voided later may be missing above" + seeVerify());
        return ExitCodes.NEGATIVE;
    }
}
