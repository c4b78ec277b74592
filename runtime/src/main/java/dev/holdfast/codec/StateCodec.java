package dev.holdfast.codec;

import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.component.StateType;
import dev.holdfast.persistence.entry.Encoded;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A component's state as bytes, for its checkpoints. Unlike other values each state is proven when it is kept: what is
 * read back must be of the same class, and equal or written the same again. For a state that Jackson reads back
 * differently, all seems well until the component recovers from it. Safe for use by any thread.
 *
 * @param <S> the state
 */
public final class StateCodec<S> {

    private final String component;
    private final Format format;
    private final String hint;

    StateCodec(String component, ObjectMapper mapper, StateType kept, List<UnaryOperator<JsonNode>> upgrades) {
        this.component = component;
        this.format = new Format(component, mapper, kept.name(), kept.type(), upgrades);
        this.hint = tellsItsKinds(mapper, kept.type())
                ? ""
                : ". " + kept.type().getName() + " does not say which of its kinds a state is:"
                        + " annotate it with Jackson's @JsonTypeInfo";
    }

    private static boolean tellsItsKinds(ObjectMapper mapper, Class<?> type) {
        if (type.isPrimitive() || !Modifier.isAbstract(type.getModifiers())) {
            return true;
        }
        try {
            return mapper.getDeserializationConfig().findTypeDeserializer(mapper.constructType(type)) != null;
        } catch (JsonMappingException e) {
            // it says so, but wrongly: reading tells
            return true;
        }
    }

    /** As bytes, not proven yet. */
    public Encoded write(S state) {
        if (!format.type().isInstance(state)) {
            throw new CodecException("component '" + component + "': the state is a "
                    + state.getClass().getName() + ", but is kept as "
                    + format.type().getName()
                    + ": declare a type they have in common with .keepsState(…)");
        }
        return hinted(() -> format.write(state));
    }

    /** Bytes as a state, in whichever version they were written. */
    @SuppressWarnings("unchecked") // the format is that of the state's type
    public S read(Encoded stored) {
        if (!stored.name().equals(format.name())) {
            throw new CodecException("component '" + component + "': the checkpoint holds a " + stored.name()
                    + ", but the state is kept as " + format.name() + ": was its type renamed?");
        }
        return (S) hinted(() -> format.read(stored));
    }

    /** As bytes, proven. */
    public Encoded prove(S state) {
        Encoded written = write(state);
        S back = read(written);
        checkClass(written, back, state.getClass());
        if (!back.equals(state)) {
            checkBytes(written, back);
        }
        return written;
    }

    /** A state of this class from what was written of it, proven. */
    public S prove(Encoded written, Class<?> type) {
        S back = read(written);
        checkClass(written, back, type);
        checkBytes(written, back);
        return back;
    }

    private void checkClass(Encoded written, S back, Class<?> type) {
        if (back.getClass() != type) {
            throw new CodecException("component '" + component + "': " + written + " was written of a "
                    + type.getName() + " but is read back as a "
                    + back.getClass().getName()
                    + "; no checkpoint can be kept of it. Declare a type with .keepsState(…) that says by Jackson's"
                    + " @JsonTypeInfo which of its kinds a state is");
        }
    }

    private void checkBytes(Encoded written, S back) {
        if (!write(back).equals(written)) {
            throw new CodecException("component '" + component + "': " + written + " is read back by Jackson as a "
                    + back.getClass().getName()
                    + " that is neither equal nor written the same; no checkpoint can be kept of it."
                    + " Is each of its properties read, and the order of its sets kept?");
        }
    }

    private <T> T hinted(Supplier<T> step) {
        try {
            return step.get();
        } catch (CodecException e) {
            throw hint.isEmpty() ? e : new CodecException(e.getMessage() + hint, e);
        }
    }
}
