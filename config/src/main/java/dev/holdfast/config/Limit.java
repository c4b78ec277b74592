package dev.holdfast.config;

import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/**
 * What a key allows, written once for the reader, for the printer and for the record's constructor.
 *
 * @param convert from a HOCON value; empty when it is none of this type
 * @param write to HOCON, so that {@code convert} gives an equal value
 * @param example a value it permits
 * @param permits whether a value is allowed
 * @param allowed the same in words, as a sentence's end
 */
record Limit<T>(
        Function<ConfigValue, Optional<T>> convert,
        Function<T, String> write,
        T example,
        Predicate<T> permits,
        String allowed) {
    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;
    static final int GIB = 1024 * MIB;
    static final long TIB = 1024L * GIB;

    private static final String ON = "on";
    private static final String OFF = "off";
    private static final Duration LONGEST = Duration.ofDays(365);

    static Limit<Integer> between(int least, int most) {
        return new Limit<>(
                Values::integer,
                String::valueOf,
                least,
                n -> n >= least && n <= most,
                "must be a whole number from " + least + " to " + most);
    }

    static Limit<Double> fraction() {
        return new Limit<>(
                Values::number, String::valueOf, 0.0, n -> n >= 0 && n <= 1, "must be a number from 0 to 1, e.g. 0.2");
    }

    static Limit<Boolean> onOrOff() {
        return new Limit<>(Values::onOrOff, on -> on ? ON : OFF, false, on -> true, "must be " + ON + " or " + OFF);
    }

    static Limit<Integer> bytes(int least, int most) {
        return bytes(least, most, 1);
    }

    static Limit<Integer> bytes(int least, int most, int multipleOf) {
        String multiple = multipleOf == 1 ? "" : ", a multiple of " + Units.size(multipleOf);
        return new Limit<>(
                Values::bytes,
                n -> Units.size(n),
                least,
                n -> n >= least && n <= most && n % multipleOf == 0,
                "must be a size with its unit (" + Units.SIZES + ") from " + Units.size(least) + " to "
                        + Units.size(most) + multiple + ", e.g. " + Units.size(Math.min(most, 4 * MIB)));
    }

    /** Sizes beyond an int. */
    static Limit<Long> manyBytes(long least, long most, String example) {
        return new Limit<>(
                Values::manyBytes,
                n -> Units.size(n),
                least,
                n -> n >= least && n <= most,
                "must be a size with its unit (" + Units.SIZES + ", TiB) from " + Units.size(least) + " to "
                        + Units.size(most) + ", e.g. " + example);
    }

    /** A year at most, so that sums and products of a few of them stay far from overflow. */
    static Limit<Duration> duration(String example) {
        return new Limit<>(
                Values::duration,
                Units::duration,
                Duration.ofSeconds(1),
                time -> time.compareTo(Duration.ZERO) > 0 && time.compareTo(LONGEST) <= 0,
                "must be a positive duration with its unit (" + Units.TIMES + "), e.g. " + example + ", at most "
                        + LONGEST.toDays() + "d");
    }

    static Limit<String> text(String example) {
        return new Limit<>(
                Values::text,
                ConfigUtil::quoteString,
                example,
                text -> !text.isBlank(),
                "must be a text that is not empty, e.g. " + example);
    }

    static Limit<Path> path(String example) {
        return new Limit<>(
                Values::path,
                path -> ConfigUtil.quoteString(path.toString()),
                Path.of(example),
                path -> !path.toString().isBlank(),
                "must be the path of a file or directory, e.g. \"" + example + "\"");
    }

    /** A list of at most one, which is empty when it is not needed. */
    static <E> Limit<List<E>> atMostOne(Limit<E> element, String allowed) {
        return new Limit<>(
                value -> Values.list(value).flatMap(list -> all(list, element::read)),
                list -> list.stream().map(element.write).collect(Collectors.joining(", ", "[", "]")),
                List.of(),
                list -> list.size() <= 1 && list.stream().allMatch(element.permits),
                allowed);
    }

    private static <E> Optional<List<E>> all(List<ConfigValue> list, Function<ConfigValue, Optional<E>> read) {
        List<E> elements = list.stream().map(read).flatMap(Optional::stream).toList();
        return elements.size() == list.size() ? Optional.of(elements) : Optional.empty();
    }

    /** The same, or {@code off}, which is empty. */
    Limit<Optional<T>> orOff() {
        return new Limit<>(
                value -> {
                    Optional<T> converted = isOff(value) ? Optional.empty() : convert.apply(value);
                    return isOff(value) || converted.isPresent() ? Optional.of(converted) : Optional.empty();
                },
                value -> value.map(write).orElse(OFF),
                Optional.of(example),
                value -> value.filter(permits.negate()).isEmpty(),
                allowed + ", or " + OFF);
    }

    private static boolean isOff(ConfigValue value) {
        return Values.text(value).filter(OFF::equals).isPresent();
    }

    /** Returns {@code value}. */
    T check(String key, T value) {
        if (!permits.test(value)) {
            throw SettingException.of(key, value, allowed);
        }
        return value;
    }

    /** The value, if it is one that this permits. */
    Optional<T> read(ConfigValue value) {
        return convert.apply(value).filter(permits);
    }
}
