package dev.holdfast.component;

import dev.holdfast.persistence.entry.ComponentId;
import java.lang.reflect.Type;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stateful, event-sourced unit: how it starts, how it decides on commands, and how events change its state. A value,
 * defined once; all functions in it are pure. Immutable and safe for use by any thread.
 *
 * @param <S> the state
 * @param <E> the events
 */
public final class Component<S, E> {

    private final String name;
    private final Function<String, S> initial;
    private final boolean immutableState;
    private final Map<Class<?>, CommandType<S, E>> commands;
    private final Map<Class<?>, EventType<S, E>> events;

    private Component(Builder<S, E> builder, Function<String, S> initial) {
        this.name = builder.name;
        this.initial = initial;
        this.immutableState = builder.immutableState;
        this.commands = new LinkedHashMap<>(builder.commands);
        this.events = new LinkedHashMap<>(builder.events);
    }

    /**
     * A kind of command.
     *
     * @param name its stable name
     * @param type its class
     * @param reply the type of its reply
     * @param decider who decides on it
     */
    public record CommandType<S, E>(String name, Class<?> type, Type reply, AnyDecider<S, E> decider) {}

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
     * @param applier how it changes the state
     */
    public record EventType<S, E>(String name, Class<?> type, BiFunction<S, E, S> applier) {}

    /**
     * Begins a definition.
     *
     * @param name its stable name: lower-case letters, digits and dashes, beginning with a letter
     */
    public static <S, E> Builder<S, E> named(String name) {
        return new Builder<>(name);
    }

    /** Its stable name. */
    public String name() {
        return name;
    }

    /** The kinds of command it decides on. */
    public Collection<CommandType<S, E>> commands() {
        return commands.values();
    }

    /** The kinds of event it applies. */
    public Collection<EventType<S, E>> events() {
        return events.values();
    }

    /** True when the definition declares the state immutable. */
    public boolean declaresImmutableState() {
        return immutableState;
    }

    /** The state of a new instance. */
    public S initial(String id) {
        return initial.apply(id);
    }

    /** The kind of a command, if this component decides on it. */
    public Optional<CommandType<S, E>> typeOf(Command<?> command) {
        return Optional.ofNullable(commands.get(command.getClass()));
    }

    /**
     * The kind of an event.
     *
     * @throws IllegalArgumentException when the component does not apply it
     */
    public EventType<S, E> typeOf(Object event) {
        EventType<S, E> type = events.get(event.getClass());
        if (type == null) {
            throw new IllegalArgumentException("component '" + name + "' decided on an event it does not apply, "
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
        CommandType<S, E> type = typeOf(command).orElseThrow(() -> unhandled(command));
        return type.decider().decide(state, command, context);
    }

    /**
     * Applies an event.
     *
     * @throws IllegalArgumentException when the component does not apply such events
     */
    public S apply(S state, E event) {
        return typeOf(event).applier().apply(state, event);
    }

    /** The error for a command of a kind it does not decide on. */
    public IllegalArgumentException unhandled(Command<?> command) {
        return new IllegalArgumentException("component '" + name + "' does not decide on "
                + command.getClass().getName() + "; it decides on "
                + commands.keySet().stream().map(Class::getSimpleName).sorted().toList());
    }

    @Override
    public String toString() {
        return "component " + name;
    }

    /**
     * A definition being written. Not safe for use by several threads.
     *
     * @param <S> the state
     * @param <E> the events
     */
    public static final class Builder<S, E> {

        private final String name;
        private final Map<Class<?>, CommandType<S, E>> commands = new LinkedHashMap<>();
        private final Map<Class<?>, EventType<S, E>> events = new LinkedHashMap<>();
        private @Nullable Function<String, S> initial;
        private boolean immutableState;

        private Builder(String name) {
            if (!ComponentId.isName(name)) {
                throw new IllegalArgumentException("component name '" + name
                        + "' must be lower-case letters, digits and dashes, beginning with a letter");
            }
            this.name = name;
        }

        /** The state of a new instance, from its id. */
        public Builder<S, E> startsAs(Function<String, S> initial) {
            this.initial = initial;
            return this;
        }

        /**
         * Declares that nothing reachable from the state ever changes. Needed only where the types do not show it, such
         * as for a record that holds a {@code List}; without it, a fault in such a component is always answered by
         * roll-back, since the state in memory cannot be trusted.
         */
        public Builder<S, E> withImmutableState() {
            immutableState = true;
            return this;
        }

        /** How it decides on a kind of command, stored under the kebab-case of the class's simple name. */
        public <R, C extends Command<R>> Builder<S, E> decides(Class<C> type, Decider<S, E, C, R> decider) {
            return decides(stableName(type), type, decider);
        }

        /** How it decides on a kind of command, stored under a given name. */
        public <R, C extends Command<R>> Builder<S, E> decides(
                String commandName, Class<C> type, Decider<S, E, C, R> decider) {
            checkName(commandName, type, commands.values().stream().anyMatch(c -> c.name.equals(commandName)));
            AnyDecider<S, E> untyped = (state, command, context) -> decider.decide(state, type.cast(command), context);
            commands.put(type, new CommandType<>(commandName, type, Replies.typeOf(type), untyped));
            return this;
        }

        /** How a kind of event changes the state, stored under the kebab-case of the class's simple name. */
        public <X extends E> Builder<S, E> applies(Class<X> type, BiFunction<S, X, S> applier) {
            return applies(stableName(type), type, applier);
        }

        /** How a kind of event changes the state, stored under a given name. */
        public <X extends E> Builder<S, E> applies(String eventName, Class<X> type, BiFunction<S, X, S> applier) {
            checkName(eventName, type, events.values().stream().anyMatch(e -> e.name.equals(eventName)));
            events.put(
                    type, new EventType<>(eventName, type, (state, event) -> applier.apply(state, type.cast(event))));
            return this;
        }

        /**
         * Ends the definition.
         *
         * @throws IllegalStateException when it lacks {@link #startsAs} or decides on nothing
         */
        public Component<S, E> build() {
            Function<String, S> start = initial;
            if (start == null) {
                throw new IllegalStateException(
                        "component '" + name + "' does not say how it starts: add .startsAs(…)");
            }
            if (commands.isEmpty()) {
                throw new IllegalStateException("component '" + name + "' decides on nothing: add .decides(…)");
            }
            return new Component<>(this, start);
        }

        private void checkName(String typeName, Class<?> type, boolean taken) {
            if (!ComponentId.isName(typeName)) {
                throw new IllegalArgumentException("component '" + name + "': the stable name '" + typeName + "' of "
                        + type.getName() + " must be lower-case letters, digits and dashes, beginning with a letter");
            }
            if (taken || commands.containsKey(type) || events.containsKey(type)) {
                throw new IllegalArgumentException("component '" + name + "': " + type.getName()
                        + " or its stable name '" + typeName
                        + "' is there already; give one of them another name");
            }
        }

        private static String stableName(Class<?> type) {
            return type.getSimpleName()
                    .replaceAll("([a-z0-9])([A-Z])", "$1-$2")
                    .replaceAll("([A-Z])([A-Z][a-z])", "$1-$2")
                    .toLowerCase(Locale.ROOT);
        }
    }
}
