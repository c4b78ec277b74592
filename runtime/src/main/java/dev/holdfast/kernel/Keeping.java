package dev.holdfast.kernel;

import dev.holdfast.config.CheckpointSettings;
import dev.holdfast.config.FaultKind;
import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.CheckpointException;
import dev.holdfast.persistence.checkpoint.Checkpoints;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.HistorySnapshot;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps states that a later incarnation can begin at: in the ring, and as checkpoints. A state is held fast when the entry
 * that leads to it is closed, and kept when that entry is durable (K10). What goes wrong with a checkpoint is put on
 * record; the component lives on without. For the kernel's thread.
 */
final class Keeping {

    private static final Logger LOG = LoggerFactory.getLogger(Keeping.class);

    private final Environment environment;
    private final Incarnation incarnation;
    private final InlineDecider<?, ?> decider;
    private final Consumer<Runnable> later;
    private final CheckpointSettings settings;
    private long lastCheckpoint;
    private State state = State.READY;

    private enum State {
        READY,
        /** One is being saved; the next waits for that, so that a slow disk is not flooded. */
        SAVING,
        /** The component's state cannot be stored. */
        REFUSED
    }

    /**
     * A state held fast, and for what.
     *
     * @param state the state
     * @param checkpoint whether it is to be stored
     */
    record Held(Capture<?> state, boolean checkpoint) {}

    /**
     * Nothing kept yet.
     *
     * @param lastCheckpoint the revision of the last checkpoint up to where the incarnation began, 0 without
     * @param later runs something in the kernel's thread
     */
    Keeping(
            Environment environment,
            Incarnation incarnation,
            InlineDecider<?, ?> decider,
            long lastCheckpoint,
            Consumer<Runnable> later) {
        this.environment = environment;
        this.incarnation = incarnation;
        this.decider = decider;
        this.lastCheckpoint = lastCheckpoint;
        this.later = later;
        this.settings = environment.segment().checkpoint();
    }

    /**
     * Holds the state fast if it is due, as the entry that leads to it is closed.
     *
     * @param sequence the number of the group's last entry
     * @param revision the revision after it
     */
    Optional<Held> hold(long sequence, long revision) {
        boolean checkpoint = wantsCheckpoint(revision);
        if (!checkpoint && !(incarnation.ring().wants(sequence) && decider.isImmutable())) {
            return Optional.empty();
        }
        if (decider.violated().isPresent()) {
            return Optional.empty(); // corrupted in memory since its last event was applied; the next command shows it
        }
        try {
            return Optional.of(new Held(decider.capture(), checkpoint));
        } catch (UserCode.Failure e) {
            refuse(revision, e);
            return Optional.empty();
        }
    }

    private boolean wantsCheckpoint(long revision) {
        return state == State.READY
                && settings.every().isPresent()
                && environment.checkpoints().isPresent()
                && revision - lastCheckpoint >= settings.every().get();
    }

    /** Keeps a state: the history is that of its entry, and durable. */
    void keep(Held held, History history) {
        if (held.checkpoint()) {
            environment.checkpoints().ifPresent(store -> save(store, held.state(), history));
        }
        if (held.state() instanceof Capture.Shared<?>) {
            incarnation.ring().keep(new Ring.Moment(history.copy(), held.state(), lastCheckpoint));
        }
    }

    private void save(Checkpoints store, Capture<?> capture, History history) {
        lastCheckpoint = history.revision();
        ComponentState content;
        try {
            content = ComponentState.of(
                    history.revision(), history.hash(), HistorySnapshot.encode(history), capture.encoded());
        } catch (UserCode.Failure e) {
            refuse(history.revision(), e);
            return;
        }
        state = State.SAVING;
        String id = incarnation.persistenceId();
        CompletionStage<@Nullable Void> saved = store.save(
                        new Checkpoint(id, history.sequence(), environment.now().toEpochMilli(), content))
                .thenCompose(name -> store.keepNewest(id, settings.keep()));
        long revision = history.revision();
        saved.whenComplete((done, error) -> later.accept(() -> saved(revision, Optional.ofNullable(error))));
    }

    private void saved(long revision, Optional<Throwable> error) {
        state = State.READY;
        error.map(Replay::unwrap)
                .ifPresent(cause -> note(
                        revision,
                        new CheckpointException(
                                "checkpoint of " + incarnation.component() + " at revision " + revision
                                        + " was not saved, or older ones not removed; the next is due "
                                        + settings.every().orElse(0) + " events later",
                                cause)));
    }

    private void refuse(long revision, UserCode.Failure failure) {
        state = State.REFUSED;
        note(
                revision,
                new CheckpointException(
                        "the state of " + incarnation.component()
                                + " cannot be stored, so it has no checkpoints and each"
                                + " recovery folds its whole journal: "
                                + failure.thrown().getMessage(),
                        failure.thrown()));
    }

    private void note(long revision, CheckpointException problem) {
        LOG.warn("{}", problem.getMessage(), problem.getCause());
        environment.note(FaultKind.CHECKPOINT, incarnation.persistenceId(), revision, problem);
    }
}
