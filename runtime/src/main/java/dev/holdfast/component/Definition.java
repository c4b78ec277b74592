package dev.holdfast.component;

import com.fasterxml.jackson.databind.JsonNode;
import dev.holdfast.component.Component.CommandType;
import dev.holdfast.component.Component.EventType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** What a builder hands over to its component; the collections are never changed. Types of values are its keys. */
record Definition<S, E>(
        String name,
        Function<String, S> initial,
        boolean immutableState,
        Map<Class<?>, CommandType<S, E>> commands,
        Map<Class<?>, EventType<S, E>> events,
        List<Invariant<S>> invariants,
        Map<Class<?>, Correction<S, E, Throwable>> corrections,
        Optional<StateType> stateType,
        Map<Class<?>, List<UnaryOperator<JsonNode>>> upgrades) {

    /** Refuses what is left without that which it belongs to. */
    Definition {
        if (commands.isEmpty()) {
            throw new IllegalStateException("component '" + name + "' decides on nothing: add .decides(…)");
        }
        if (corrections.containsKey(InvariantViolated.class) && invariants.isEmpty()) {
            throw new IllegalStateException("component '" + name
                    + "' corrects InvariantViolated but has no invariant: add .holds(…), or remove the correction");
        }
        for (Class<?> type : upgrades.keySet()) {
            requireStored(name, type, commands.keySet(), events.keySet(), stateType);
        }
    }

    private static void requireStored(
            String name, Class<?> type, Set<Class<?>> commands, Set<Class<?>> events, Optional<StateType> state) {
        boolean kept = state.filter(as -> as.type() == type).isPresent();
        if (!kept && !commands.contains(type) && !events.contains(type)) {
            throw new IllegalStateException("component '" + name + "' upgrades " + type.getName()
                    + ", which is neither a command, an event nor its kept state: add .keepsState("
                    + type.getSimpleName() + ".class) if it is the state, or remove the upgrade");
        }
    }
}
