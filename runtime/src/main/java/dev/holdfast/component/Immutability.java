package dev.holdfast.component;

import java.lang.reflect.RecordComponent;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;

/**
 * Tells whether the types of a value show that nothing reachable from it can change: primitives, their boxes, text,
 * enums, {@code java.time}, and records of such. A record that holds a {@code List} is not: it may be an
 * {@code ArrayList}.
 */
public final class Immutability {

    private static final Set<Class<?>> KNOWN = Set.of(
            String.class,
            Boolean.class,
            Character.class,
            Byte.class,
            Short.class,
            Integer.class,
            Long.class,
            Float.class,
            Double.class,
            BigInteger.class,
            BigDecimal.class,
            UUID.class,
            java.time.Duration.class,
            java.time.Period.class,
            java.time.ZoneId.class);

    private static final ClassValue<Boolean> SHOWN = new ClassValue<>() {
        @Override
        protected Boolean computeValue(Class<?> type) {
            return isShownBy(type, new HashSet<>());
        }
    };

    private Immutability() {}

    /** True when the types alone show that a value of this class never changes. */
    public static boolean isShownBy(Class<?> type) {
        return SHOWN.get(type);
    }

    private static boolean isShownBy(Class<?> type, Set<Class<?>> above) {
        if (type.isPrimitive() || type.isEnum() || KNOWN.contains(type)) {
            return true;
        }
        if (Temporal.class.isAssignableFrom(type)) {
            return type.getName().startsWith("java.time.");
        }
        if (!type.isRecord()) {
            return false;
        }
        if (!above.add(type)) {
            return true;
        }
        for (RecordComponent part : type.getRecordComponents()) {
            if (!isShownBy(part.getType(), above)) {
                return false;
            }
        }
        return true;
    }
}
