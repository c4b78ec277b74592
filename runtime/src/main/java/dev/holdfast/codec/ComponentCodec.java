package dev.holdfast.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Component.CommandType;
import dev.holdfast.component.Component.EventType;
import dev.holdfast.component.StateType;
import dev.holdfast.persistence.entry.Encoded;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One component's commands, events, replies and states as bytes. What cannot be encoded or decoded is a
 * {@link CodecException} that names the type. The first value of each type is read back when it is written, so that most
 * of what could never be read again is refused before it is stored. Values are written in the current version of their
 * type and read in any version up to it. Safe for use by any thread.
 *
 * @param <S> the component's state
 * @param <E> the component's events
 */
public final class ComponentCodec<S, E> {

    private final Component<S, E> component;
    private final ObjectMapper mapper;
    private final Map<Class<?>, Format> formats = new HashMap<>();
    private final Map<String, Format> commands = new HashMap<>();
    private final Map<String, Format> events = new HashMap<>();
    private final Map<Class<?>, Format> replies = new HashMap<>();
    private final Map<Class<?>, StateCodec<S>> states = new ConcurrentHashMap<>();

    /**
     * A codec.
     *
     * @param component whose values
     * @param mapper Jackson as the application configured it
     */
    public ComponentCodec(Component<S, E> component, ObjectMapper mapper) {
        this.component = component;
        this.mapper = mapper.copy().registerModule(new DoneModule());
        component.stateType().ifPresent(kept -> registerKinds(kept.type()));
        for (CommandType<S, E> type : component.commands()) {
            Format format = format(type.name(), type.type());
            formats.put(type.type(), format);
            commands.put(type.name(), format);
            String reply = type.name() + "-reply";
            replies.put(type.type(), new Format(component.name(), this.mapper, reply, type.reply(), List.of()));
        }
        for (EventType<S, E> type : component.events()) {
            Format format = format(type.name(), type.type());
            formats.put(type.type(), format);
            events.put(type.name(), format);
        }
    }

    private Format format(String name, Class<?> type) {
        return new Format(component.name(), mapper, name, type, component.upgradesOf(type));
    }

    /** A sealed state's kinds are known: Jackson needs no {@code @JsonSubTypes} for them. */
    private void registerKinds(Class<?> type) {
        Class<?>[] kinds = type.getPermittedSubclasses();
        if (kinds != null) {
            for (Class<?> kind : kinds) {
                mapper.registerSubtypes(kind);
                registerKinds(kind);
            }
        }
    }

    /** The component whose values these are. */
    public Component<S, E> component() {
        return component;
    }

    /** A command as bytes. */
    public Encoded encode(Command<?> command) {
        if (component.typeOf(command).isEmpty()) {
            throw new CodecException(String.valueOf(component.unhandled(command).getMessage()));
        }
        return known(formats, command).writeProven(command);
    }

    /** Bytes as a command. */
    public Command<?> decodeCommand(Encoded command) {
        return (Command<?>) read(commands, command, "command");
    }

    /** An event as bytes. */
    public Encoded encodeEvent(E event) {
        component.typeOf(event);
        return known(formats, event).writeProven(event);
    }

    /** Bytes as an event. */
    @SuppressWarnings("unchecked") // the formats by name are those of the component's events
    public E decodeEvent(Encoded event) {
        return (E) read(events, event, "event");
    }

    /** The reply to a command as bytes. */
    public Encoded encodeReply(Command<?> command, @Nullable Object reply) {
        if (reply == null) {
            throw new CodecException("component '" + component.name() + "' replies null to "
                    + command.getClass().getName() + ": reply with a value, such as org.apache.pekko.Done");
        }
        return known(replies, command).writeProven(reply);
    }

    /** Bytes as the reply to a command. */
    public Object decodeReply(Command<?> command, Encoded reply) {
        Format format = known(replies, command);
        if (!format.name().equals(reply.name())) {
            throw new CodecException("component '" + component.name() + "': the outcome is a " + reply.name()
                    + ", but " + command.getClass().getName() + " is answered with a " + format.name()
                    + ": was another command asked under this id?");
        }
        return format.read(reply);
    }

    /**
     * How the states of an instance are kept.
     *
     * @param initial the class of its initial state, which counts where the component does not declare another
     * @throws CodecException when states of that class cannot be kept
     */
    public StateCodec<S> states(Class<?> initial) {
        return states.computeIfAbsent(
                component.stateType().<Class<?>>map(StateType::type).orElse(initial), this::stateCodec);
    }

    private StateCodec<S> stateCodec(Class<?> type) {
        StateType kept;
        try {
            kept = component.stateType().orElseGet(() -> StateType.of(component.name(), type));
        } catch (IllegalArgumentException e) {
            throw new CodecException(e.getMessage() + "; or declare what it is kept as with .keepsState(…)", e);
        }
        return new StateCodec<>(component.name(), mapper, kept, component.upgradesOf(type));
    }

    private Object read(Map<String, Format> byName, Encoded value, String what) {
        Format format = byName.get(value.name());
        if (format == null) {
            throw new CodecException("component '" + component.name() + "' has no " + what + " stored as '"
                    + value.name() + "': was it renamed or removed? It knows "
                    + byName.keySet().stream().sorted().toList());
        }
        return format.read(value);
    }

    private static Format known(Map<Class<?>, Format> formats, Object value) {
        Format format = formats.get(value.getClass());
        if (format == null) {
            throw new CodecException(value.getClass().getName() + " is not a type of this component");
        }
        return format;
    }
}
