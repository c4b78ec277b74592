package dev.holdfast.kernel;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.codec.ComponentCodec;
import dev.holdfast.component.Component;
import dev.holdfast.component.InvariantViolated;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.History;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.entry.Unit;
import dev.holdfast.persistence.entry.Voids;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A component's state as of a revision, folded by its own code from the first entry, with the checks of a recovery (K8)
 * and without what is voided (K9). For tools: nothing is written or served. Alternates of {@code apply} are not tried.
 * Not safe for use by several threads.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class PastState<S, E> {

    /** How long outcomes are remembered does not matter to a state. */
    private static final Duration KEEP = Duration.ofDays(1);

    private final ComponentId id;
    private final long revision;
    private final ObjectMapper mapper;
    private final ComponentCodec<S, E> codec;
    private final Applying<S, E> applying;
    private final Class<?> initial;
    private final History history;
    private S state;
    private Optional<Range> cut = Optional.empty();

    /**
     * The state before the first entry; give it all entries up to the revision, in order.
     *
     * @param component whose code
     * @param mapper Jackson as the application configured it
     * @param id which instance
     * @param revision how many of its events count; 0 for none
     * @param voids what is to be left out
     * @throws UnfoldableException when the component's code fails
     */
    public PastState(Component<S, E> component, ObjectMapper mapper, ComponentId id, long revision, Voids voids) {
        this.id = id;
        this.revision = revision;
        this.mapper = mapper;
        history = new History(id.persistenceId(), KEEP);
        history.expect(voids);
        try {
            codec = UserCode.call(() -> new ComponentCodec<>(component, mapper));
            state = UserCode.call(() -> Objects.requireNonNull(component.initial(id.id()), "it starts as null"));
        } catch (UserCode.Failure e) {
            throw failed("cannot be started", e);
        }
        initial = state.getClass();
        applying = new Applying<>(codec, new Captures<>(codec, initial));
    }

    /**
     * Takes the next entry; one behind the revision changes nothing.
     *
     * @throws dev.holdfast.persistence.entry.BrokenHistoryException when it does not follow
     * @throws UnfoldableException when the component's code fails
     */
    public void take(long sequence, StoredEntry stored) {
        if (isReached()) {
            return;
        }
        long before = history.revision();
        Entry entry = history.accept(sequence, stored);
        for (Unit unit : Unit.of(entry.content(), before)) {
            if (unit.revisions().first() <= revision && !history.skips(unit)) {
                apply(unit);
            }
        }
    }

    /** Which revision's. */
    public long revision() {
        return revision;
    }

    /** True when all events up to the revision were taken. */
    public boolean isReached() {
        return history.revision() >= revision;
    }

    private void apply(Unit unit) {
        long first = unit.revisions().first();
        for (int i = 0; i < unit.events().size() && first + i <= revision; i++) {
            Encoded event = unit.events().get(i);
            try {
                state = UserCode.call(() -> applying.replayAll(state, List.of(event), 0));
            } catch (UserCode.Failure e) {
                throw failed("cannot apply its revision " + (first + i) + ", " + event, e);
            }
        }
        if (unit.revisions().last() > revision) {
            cut = Optional.of(unit.revisions());
        }
    }

    /** The revisions of a command of which the state holds only the first ones: nobody ever saw it. */
    public Optional<Range> cut() {
        return cut;
    }

    /** The state as JSON, in the form in which checkpoints hold it. */
    public JsonNode json() {
        try {
            return mapper.readTree(
                    UserCode.call(() -> codec.states(initial).write(state)).bytes());
        } catch (UserCode.Failure e) {
            throw failed("has a state that cannot be shown", e);
        } catch (IOException e) {
            throw new UnfoldableException(id + " has a state that Jackson cannot read as a tree: " + e, e);
        }
    }

    /** The text of the first invariant that does not hold in the state. */
    public Optional<String> violated() {
        return new Invariants<>(codec.component()).violatedBy(state).map(InvariantViolated::invariant);
    }

    private UnfoldableException failed(String how, UserCode.Failure failure) {
        return new UnfoldableException(
                id + " " + how + ": its code failed with " + failure.thrown()
                        + "; nothing was changed. Is this the release that wrote the journal, or a newer one?",
                failure.thrown());
    }
}
