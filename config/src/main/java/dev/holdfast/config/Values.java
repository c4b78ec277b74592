package dev.holdfast.config;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueType;
import java.math.BigDecimal;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * From a HOCON value to a Java value; empty when it is not one. Stricter than Typesafe config, which takes a number
 * without a unit for milliseconds or bytes and cuts fractions off. A number in a string is a number: system properties
 * are always strings.
 */
final class Values {
    private static final Pattern WITH_UNIT = Pattern.compile("\\s*[+-]?[0-9.]+\\s*\\p{Alpha}+\\s*");
    private static final Pattern INDEX = Pattern.compile("[0-9]+");
    private static final int LONGEST_SHOWN = 60;

    private Values() {}

    static Optional<Integer> integer(ConfigValue value) {
        try {
            return decimal(value).map(BigDecimal::intValueExact);
        } catch (ArithmeticException fractionOrTooLarge) {
            return Optional.empty();
        }
    }

    static Optional<Double> number(ConfigValue value) {
        return decimal(value).map(BigDecimal::doubleValue);
    }

    private static Optional<BigDecimal> decimal(ConfigValue value) {
        if (value.valueType() != ConfigValueType.NUMBER && value.valueType() != ConfigValueType.STRING) {
            return Optional.empty();
        }
        try {
            return Optional.of(new BigDecimal(value.unwrapped().toString().strip()));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** As HOCON has them: also true and false, yes and no. */
    static Optional<Boolean> onOrOff(ConfigValue value) {
        try {
            return Optional.of(value.atKey("v").getBoolean("v"));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    static Optional<Duration> duration(ConfigValue value) {
        try {
            return withUnit(value).map(text -> value.atKey("v").getDuration("v"));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    static Optional<Integer> bytes(ConfigValue value) {
        return manyBytes(value).filter(size -> size <= Integer.MAX_VALUE).map(Long::intValue);
    }

    static Optional<Long> manyBytes(ConfigValue value) {
        try {
            return withUnit(value)
                    .map(text -> value.atKey("v").getMemorySize("v").toBytesBigInteger())
                    .filter(size -> size.bitLength() < Long.SIZE)
                    .map(Number::longValue);
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> withUnit(ConfigValue value) {
        return text(value).filter(text -> WITH_UNIT.matcher(text).matches());
    }

    static Optional<String> text(ConfigValue value) {
        return value.valueType() == ConfigValueType.STRING
                ? Optional.of(value.unwrapped().toString())
                : Optional.empty();
    }

    static Optional<Path> path(ConfigValue value) {
        try {
            return text(value).map(Path::of);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    /** Whether it is known what this is, though there may be substitutions further inside: one throws when asked. */
    static boolean isResolved(ConfigValue value) {
        try {
            Optional<Object> content =
                    Optional.of(value instanceof ConfigObject object ? object.keySet() : value.valueType());
            return content.isPresent();
        } catch (ConfigException.NotResolved e) {
            return false;
        }
    }

    /** Also of an object with the keys 0, 1, …, which is how system properties write a list. */
    static Optional<List<ConfigValue>> list(ConfigValue value) {
        if (value instanceof ConfigList list) {
            return Optional.of(list);
        }
        try {
            return Optional.of(value.atKey("v").getList("v"));
        } catch (ConfigException e) {
            return Optional.empty();
        }
    }

    static Optional<ConfigObject> object(ConfigValue value) {
        return value instanceof ConfigObject object ? Optional.of(object) : Optional.empty();
    }

    /** The value at a path such as {@code group.max-bytes} or {@code recovery[2].on}, whose keys need no quotes. */
    static Optional<ConfigValue> find(ConfigObject from, String path) {
        Optional<ConfigValue> found = Optional.of(from);
        for (String step : List.of(path.split("\\.|\\[|]\\.?", -1))) {
            found = step.isEmpty() ? found : found.filter(Values::isResolved).flatMap(value -> child(value, step));
        }
        return found.filter(Values::isResolved);
    }

    private static Optional<ConfigValue> child(ConfigValue value, String step) {
        if (INDEX.matcher(step).matches()) {
            return list(value).map(list -> list.get(Integer.parseInt(step)));
        }
        return object(value).flatMap(object -> Optional.ofNullable(object.get(step)));
    }

    /** Without what would break the line, or tell a terminal to do something. */
    static String onOneLine(String text) {
        return text.replaceAll("\\p{Cntrl}+", " ");
    }

    /** As the user wrote it, more or less, on one line. */
    static String shown(ConfigValue value) {
        boolean bare = text(value).filter(text -> !text.isBlank()).isPresent();
        String shown = bare ? value.unwrapped().toString() : value.render(ConfigRenderOptions.concise());
        String line = onOneLine(shown);
        return line.length() <= LONGEST_SHOWN ? line : line.substring(0, LONGEST_SHOWN) + "…";
    }
}
