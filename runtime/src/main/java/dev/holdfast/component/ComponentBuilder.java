package dev.holdfast.component;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.component.Component.AnyDecider;
import dev.holdfast.component.Component.CommandType;
import dev.holdfast.component.Component.EventType;
import dev.holdfast.persistence.entry.ComponentId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A definition of a component being written. Whatever cannot be meant is refused: at once where it shows, else by
 * {@link #build}. Not safe for use by several threads.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class ComponentBuilder<S, E> {

    private final String name;
    private final Map<Class<?>, CommandType<S, E>> commands = new LinkedHashMap<>();
    private final Map<Class<?>, EventType<S, E>> events = new LinkedHashMap<>();
    private final Map<Class<?>, List<AnyDecider<S, E>>> otherDeciders = new LinkedHashMap<>();
    private final Map<Class<?>, List<BiFunction<S, E, S>>> otherAppliers = new LinkedHashMap<>();
    private final Map<String, Invariant<S>> invariants = new LinkedHashMap<>();
    private final Map<Class<?>, Correction<S, E, Throwable>> corrections = new LinkedHashMap<>();
    private final Map<Class<?>, List<UnaryOperator<JsonNode>>> upgrades = new LinkedHashMap<>();
    private Optional<StateType> stateType = Optional.empty();
    private @Nullable Function<String, S> initial;
    private boolean immutableState;

    ComponentBuilder(String name) {
        if (!ComponentId.isName(name)) {
            throw new IllegalArgumentException("component name '" + name
                    + "' must be lower-case letters, digits and dashes, beginning with a letter");
        }
        this.name = name;
    }

    /** The state of a new instance, from its id. */
    public ComponentBuilder<S, E> startsAs(Function<String, S> initial) {
        this.initial = initial;
        return this;
    }

    /**
     * Declares that nothing reachable from the state ever changes. Needed only where the types do not show it, such
     * as for a record that holds a {@code List}; without it, a fault in such a component is always answered by
     * roll-back, since the state in memory cannot be trusted.
     */
    public ComponentBuilder<S, E> withImmutableState() {
        immutableState = true;
        return this;
    }

    /** How it decides on a kind of command, stored under the kebab-case of the class's simple name. */
    public <R, C extends Command<R>> ComponentBuilder<S, E> decides(Class<C> type, Decider<S, E, C, R> decider) {
        return decides(StableNames.of(type), type, decider);
    }

    /** How it decides on a kind of command, stored under a given name. */
    public <R, C extends Command<R>> ComponentBuilder<S, E> decides(
            String commandName, Class<C> type, Decider<S, E, C, R> decider) {
        checkNew(
                commandName,
                type,
                commands.values().stream().anyMatch(c -> c.name().equals(commandName)));
        commands.put(type, new CommandType<>(commandName, type, Replies.typeOf(type), List.of(untyped(type, decider))));
        return this;
    }

    /** How a kind of event changes the state, stored under the kebab-case of the class's simple name. */
    public <X extends E> ComponentBuilder<S, E> applies(Class<X> type, BiFunction<S, X, S> applier) {
        return applies(StableNames.of(type), type, applier);
    }

    /** How a kind of event changes the state, stored under a given name. */
    public <X extends E> ComponentBuilder<S, E> applies(String eventName, Class<X> type, BiFunction<S, X, S> applier) {
        checkNew(
                eventName, type, events.values().stream().anyMatch(e -> e.name().equals(eventName)));
        events.put(type, new EventType<>(eventName, type, List.of(untyped(type, applier))));
        return this;
    }

    /**
     * Another way to decide on a kind of command (a recovery block, Randell 1975), tried by the rung {@code alternate}
     * after those declared before it.
     */
    public <R, C extends Command<R>> ComponentBuilder<S, E> alternately(Class<C> type, Decider<S, E, C, R> decider) {
        otherDeciders.computeIfAbsent(type, none -> new ArrayList<>()).add(untyped(type, decider));
        return this;
    }

    /**
     * Another way to apply a kind of event, for where those declared before it throw. It must come to the state that
     * they were meant to come to: the state is whatever the events in the journal make it.
     */
    public <X extends E> ComponentBuilder<S, E> alternately(Class<X> type, BiFunction<S, X, S> applier) {
        otherAppliers.computeIfAbsent(type, none -> new ArrayList<>()).add(untyped(type, applier));
        return this;
    }

    /**
     * What is true of the state after every command. A command whose events would break it is not executed: it is the
     * fault {@code invariant-violated}. A predicate that throws does not hold.
     *
     * @param text what it says, for people: faults name it so
     */
    public ComponentBuilder<S, E> holds(String text, Predicate<? super S> predicate) {
        if (invariants.putIfAbsent(text, new Invariant<>(text, predicate)) != null) {
            throw new IllegalArgumentException("component '" + name + "': the invariant '" + text
                    + "' is there already; two of one text could not be told apart");
        }
        return this;
    }

    /**
     * How a kind of fault is corrected by the rung {@code roll-forward}. Of several that fit, the one for the nearest
     * superclass of what was thrown is used, before those for its causes.
     */
    public <X extends Throwable> ComponentBuilder<S, E> corrects(Class<X> type, Correction<S, E, X> correction) {
        Correction<S, E, Throwable> untyped = (state, fault) -> correction.correct(state, type.cast(fault));
        if (corrections.putIfAbsent(type, untyped) != null) {
            throw new IllegalArgumentException(
                    "component '" + name + "' corrects " + type.getName() + " already; declare one correction for it");
        }
        return this;
    }

    /**
     * The type that the state is kept as in checkpoints, stored under the kebab-case of the class's simple name. Needed
     * where it is not the class of the initial state, such as a sealed interface, which then says by Jackson's
     * {@code @JsonTypeInfo} which of its kinds a state is.
     */
    public ComponentBuilder<S, E> keepsState(Class<S> type) {
        return keepsState(StableNames.of(type), type);
    }

    /** The type that the state is kept as in checkpoints, stored under a given name. */
    public ComponentBuilder<S, E> keepsState(String stateName, Class<S> type) {
        stateType.ifPresent(known -> {
            throw new IllegalArgumentException("component '" + name + "' keeps its state as "
                    + known.type().getName() + " already; it cannot be " + type.getName() + " too");
        });
        stateType = Optional.of(StateType.of(name, stateName, type));
        return this;
    }

    /**
     * How a stored value of one version of a type becomes one of the next (schema evolution). A type begins with version
     * 1 and is written in the version after its last upgrade; so an upgrade, once released, stays.
     *
     * @param type a command, an event, or the type of {@link #keepsState}
     * @param from the version the upgrade starts from: 1 for the first of a type, and so on
     * @param upgrade gives the value in the next version; it may change the one it is given
     */
    public ComponentBuilder<S, E> upgrades(Class<?> type, int from, UnaryOperator<JsonNode> upgrade) {
        List<UnaryOperator<JsonNode>> known = upgrades.computeIfAbsent(type, none -> new ArrayList<>());
        if (from != known.size() + 1) {
            throw new IllegalArgumentException("component '" + name + "' upgrades " + type.getName() + " from version "
                    + from + ", but the next in order is from version " + (known.size() + 1));
        }
        known.add(upgrade);
        return this;
    }

    /**
     * Ends the definition.
     *
     * @throws IllegalStateException when it lacks {@link #startsAs}, decides on nothing, or has parts without what they
     *     are parts of
     */
    public Component<S, E> build() {
        Function<String, S> start = initial;
        if (start == null) {
            throw new IllegalStateException("component '" + name + "' does not say how it starts: add .startsAs(…)");
        }
        return new Component<>(new Definition<>(
                name,
                start,
                immutableState,
                withAlternates("decides", commands, otherDeciders, CommandType::with),
                withAlternates("applies", events, otherAppliers, EventType::with),
                List.copyOf(invariants.values()),
                Map.copyOf(corrections),
                stateType,
                copy(upgrades)));
    }

    private <T, V> Map<Class<?>, T> withAlternates(
            String verb,
            Map<Class<?>, T> primaries,
            Map<Class<?>, List<V>> alternates,
            BiFunction<T, List<V>, T> with) {
        Map<Class<?>, T> all = new LinkedHashMap<>(primaries);
        alternates.forEach((type, others) -> {
            if (all.computeIfPresent(type, (same, primary) -> with.apply(primary, others)) == null) {
                throw new IllegalStateException("component '" + name + "' has an alternate for " + type.getName()
                        + " but nothing it is the alternate of: add ." + verb + "(" + type.getSimpleName()
                        + ".class, …)");
            }
        });
        return all;
    }

    private static <V> Map<Class<?>, List<V>> copy(Map<Class<?>, List<V>> lists) {
        Map<Class<?>, List<V>> copy = new LinkedHashMap<>(lists);
        copy.replaceAll((type, list) -> List.copyOf(list));
        return copy;
    }

    private static <S, E, R, C extends Command<R>> AnyDecider<S, E> untyped(
            Class<C> type, Decider<S, E, C, R> decider) {
        return (state, command, context) -> decider.decide(state, type.cast(command), context);
    }

    private static <S, E, X extends E> BiFunction<S, E, S> untyped(Class<X> type, BiFunction<S, X, S> applier) {
        return (state, event) -> applier.apply(state, type.cast(event));
    }

    private void checkNew(String typeName, Class<?> type, boolean taken) {
        StableNames.check(name, typeName, type);
        if (taken || commands.containsKey(type) || events.containsKey(type)) {
            throw new IllegalArgumentException("component '" + name + "': " + type.getName() + " or its stable name '"
                    + typeName + "' is there already; give one of them another name");
        }
    }
}
