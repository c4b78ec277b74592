package dev.holdfast.codec;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Component.CommandType;
import dev.holdfast.component.Component.EventType;
import dev.holdfast.persistence.entry.Encoded;
import java.io.IOException;
import java.lang.reflect.Type;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One component's commands, events and replies as bytes. What cannot be encoded or decoded is a
 * {@link CodecException} that names the type. The first value of each type is read back when it is written, so that most
 * of what could never be read again is refused before it is stored. Safe for use by any thread.
 *
 * @param <S> the component's state
 * @param <E> the component's events
 */
public final class ComponentCodec<S, E> {

    private static final int VERSION = 1;

    private final Component<S, E> component;
    private final Map<Class<?>, Format> formats = new HashMap<>();
    private final Map<String, Format> commands = new HashMap<>();
    private final Map<String, Format> events = new HashMap<>();
    private final Map<Class<?>, Format> replies = new HashMap<>();

    /** How values of one type are written and read; {@code proven} once a written one was read back. */
    private record Format(String name, Class<?> type, ObjectWriter writer, ObjectReader reader, AtomicBoolean proven) {}

    /**
     * A codec.
     *
     * @param component whose values
     * @param mapper Jackson as the application configured it
     */
    public ComponentCodec(Component<S, E> component, ObjectMapper mapper) {
        this.component = component;
        ObjectMapper extended = mapper.copy().registerModule(new DoneModule());
        for (CommandType<S, E> type : component.commands()) {
            Format format = format(extended, type.name(), type.type());
            formats.put(type.type(), format);
            commands.put(type.name(), format);
            replies.put(type.type(), format(extended, type.name() + "-reply", type.reply()));
        }
        for (EventType<S, E> type : component.events()) {
            Format format = format(extended, type.name(), type.type());
            formats.put(type.type(), format);
            events.put(type.name(), format);
        }
    }

    private static Format format(ObjectMapper mapper, String name, Type type) {
        var javaType = mapper.constructType(type);
        return new Format(
                name,
                javaType.getRawClass(),
                mapper.writerFor(javaType),
                mapper.readerFor(javaType),
                new AtomicBoolean());
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
        return write(known(formats, command), command);
    }

    /** Bytes as a command. */
    public Command<?> decodeCommand(Encoded command) {
        return (Command<?>) read(commands, command, "command");
    }

    /** An event as bytes. */
    public Encoded encodeEvent(E event) {
        component.typeOf(event);
        return write(known(formats, event), event);
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
        return write(known(replies, command), reply);
    }

    /** Bytes as the reply to a command. */
    public Object decodeReply(Command<?> command, Encoded reply) {
        Format format = known(replies, command);
        if (!format.name.equals(reply.name())) {
            throw new CodecException("component '" + component.name() + "': the outcome is a " + reply.name()
                    + ", but " + command.getClass().getName() + " is answered with a " + format.name
                    + ": was another command asked under this id?");
        }
        return read(format, reply);
    }

    private Encoded write(Format format, Object value) {
        try {
            Encoded encoded = new Encoded(format.name, VERSION, format.writer.writeValueAsBytes(value));
            if (!format.proven.get()) {
                read(format, encoded);
                format.proven.set(true);
            }
            return encoded;
        } catch (CodecException e) {
            throw e;
        } catch (JsonProcessingException | RuntimeException e) {
            throw new CodecException(
                    "component '" + component.name() + "': " + value.getClass().getName()
                            + " cannot be serialized by Jackson: " + e.getMessage(),
                    e);
        }
    }

    private Object read(Map<String, Format> byName, Encoded value, String what) {
        Format format = byName.get(value.name());
        if (format == null) {
            throw new CodecException("component '" + component.name() + "' has no " + what + " stored as '"
                    + value.name() + "': was it renamed or removed? It knows "
                    + byName.keySet().stream().sorted().toList());
        }
        return read(format, value);
    }

    private Object read(Format format, Encoded value) {
        if (value.version() != VERSION) {
            throw new CodecException("component '" + component.name() + "': " + value
                    + " is of a version this software does not know (it knows " + VERSION + ")");
        }
        try {
            return format.reader.readValue(value.bytes());
        } catch (IOException | RuntimeException e) {
            throw new CodecException(
                    "component '" + component.name() + "': " + value + " cannot be read by Jackson as "
                            + format.type.getName() + ": " + e.getMessage(),
                    e);
        }
    }

    private static Format known(Map<Class<?>, Format> formats, Object value) {
        Format format = formats.get(value.getClass());
        if (format == null) {
            throw new CodecException(value.getClass().getName() + " is not a type of this component");
        }
        return format;
    }
}
