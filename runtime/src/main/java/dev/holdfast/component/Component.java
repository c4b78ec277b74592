package dev.holdfast.component;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A stateful, event-sourced unit: how it starts, how it decides on commands, and how events change its state. A value,
 * defined once; all functions in it are pure. Immutable and safe for use by any thread.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class Component<S, E> {

    private final Definition<S, E> definition;

    Component(Definition<S, E> definition) {
        this.definition = definition;
    }

    /**
     * A kind of command.
     *
     * @param name its stable name
     * @param type its class
     * @param reply the type of its reply
     * @param deciders who decides on it: the primary, then the alternates in the order they are tried
     */
    public record CommandType<S, E>(String name, Class<?> type, Type reply, List<AnyDecider<S, E>> deciders) {

        CommandType<S, E> with(List<AnyDecider<S, E>> alternates) {
            return new CommandType<>(name, type, reply, joined(deciders, alternates));
        }

        /** The decider of a version: 0 is the primary; where there are fewer alternates, the last. */
        public AnyDecider<S, E> decider(int version) {
            return deciders.get(Math.min(version, deciders.size() - 1));
        }
    }

    /** A decider whose command is checked when it is called. */
    @FunctionalInterface
    public interface AnyDecider<S, E> {

        /** What is to happen. */
        Decision<S, ? extends E, ?> decide(S state, Command<?> command, Context context);
    }

    /**
     * A kind of event.
     *
     * @param name its stable name
     * @param type its class
     * @param appliers how it changes the state: the primary, then the alternates in the order they are tried
     */
    public record EventType<S, E>(String name, Class<?> type, List<BiFunction<S, E, S>> appliers) {

        EventType<S, E> with(List<BiFunction<S, E, S>> alternates) {
            return new EventType<>(name, type, joined(appliers, alternates));
        }
    }

    private static <T> List<T> joined(List<T> primary, List<T> alternates) {
        return Stream.concat(primary.stream(), alternates.stream()).toList();
    }

    /**
     * Begins a definition.
     *
     * @param name its stable name: lower-case letters, digits and dashes, beginning with a letter
     */
    public static <S, E> ComponentBuilder<S, E> named(String name) {
        return new ComponentBuilder<>(name);
    }

    /** Its stable name. */
    public String name() {
        return definition.name();
    }

    /** The kinds of command it decides on. */
    public Collection<CommandType<S, E>> commands() {
        return definition.commands().values();
    }

    /** The kinds of event it applies. */
    public Collection<EventType<S, E>> events() {
        return definition.events().values();
    }

    /** True when the definition declares the state immutable. */
    public boolean declaresImmutableState() {
        return definition.immutableState();
    }

    /** What is true of its state after every command, in the order declared. */
    public List<Invariant<S>> invariants() {
        return definition.invariants();
    }

    /** What its state is kept as, when the definition says so; else it is the class of the initial state. */
    public Optional<StateType> stateType() {
        return definition.stateType();
    }

    /** The steps that lead a stored value of this type from version 1 to the current one. */
    public List<UnaryOperator<JsonNode>> upgradesOf(Class<?> type) {
        return definition.upgrades().getOrDefault(type, List.of());
    }

    /** How many versions besides the primary there are to try where a command of this stable name fails. */
    public int alternatesOf(String command) {
        int ofEvents = alternatesOfEvents();
        return commands().stream()
                .filter(type -> type.name().equals(command))
                .mapToInt(type -> Math.max(ofEvents, type.deciders().size() - 1))
                .findFirst()
                .orElse(ofEvents);
    }

    /** How many versions besides the primary there are to try where an event cannot be applied. */
    public int alternatesOfEvents() {
        return events().stream()
                .mapToInt(type -> type.appliers().size() - 1)
                .max()
                .orElse(0);
    }

    /**
     * What corrects a state after this was thrown, if anything is declared: for the nearest superclass of what was
     * thrown, else of its causes, the outermost first.
     */
    public Optional<Function<S, List<? extends E>>> correctionFor(Throwable thrown) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        for (@Nullable Throwable fault = thrown; fault != null && seen.add(fault); fault = fault.getCause()) {
            Throwable found = fault;
            for (@Nullable Class<?> type = fault.getClass(); type != null; type = type.getSuperclass()) {
                Correction<S, E, Throwable> correction =
                        definition.corrections().get(type);
                if (correction != null) {
                    return Optional.of(state -> correction.correct(state, found));
                }
            }
        }
        return Optional.empty();
    }

    /** The state of a new instance. */
    public S initial(String id) {
        return definition.initial().apply(id);
    }

    /** The kind of a command, if this component decides on it. */
    public Optional<CommandType<S, E>> typeOf(Command<?> command) {
        return Optional.ofNullable(definition.commands().get(command.getClass()));
    }

    /**
     * The kind of an event.
     *
     * @throws IllegalArgumentException when the component does not apply it
     */
    public EventType<S, E> typeOf(Object event) {
        EventType<S, E> type = definition.events().get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("component '" + name() + "' yields an event it does not apply, "
                    + event.getClass().getName() + ": add .applies("
                    + event.getClass().getSimpleName()
                    + ".class, …) to its definition");
        }
        return type;
    }

    /**
     * Decides on a command.
     *
     * @throws IllegalArgumentException when the component does not decide on such commands
     */
    public Decision<S, ? extends E, ?> decide(S state, Command<?> command, Context context) {
        return decide(state, command, context, 0);
    }

    /**
     * Decides on a command by a version of its decider: 0 is the primary, others are its alternates.
     *
     * @throws IllegalArgumentException when the component does not decide on such commands
     */
    public Decision<S, ? extends E, ?> decide(S state, Command<?> command, Context context, int version) {
        CommandType<S, E> type = typeOf(command).orElseThrow(() -> unhandled(command));
        return type.decider(version).decide(state, command, context);
    }

    /**
     * Applies an event by its primary.
     *
     * @throws IllegalArgumentException when the component does not apply such events
     */
    public S apply(S state, E event) {
        return typeOf(event).appliers().get(0).apply(state, event);
    }

    /** The error for a command of a kind it does not decide on. */
    public IllegalArgumentException unhandled(Command<?> command) {
        return new IllegalArgumentException("component '" + name() + "' does not decide on "
                + command.getClass().getName() + "; it decides on "
                + definition.commands().keySet().stream()
                        .map(Class::getSimpleName)
                        .sorted()
                        .toList());
    }

    @Override
    public String toString() {
        return "component " + name();
    }
}
