package dev.holdfast.config;

import com.typesafe.config.ConfigValue;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * What a key allows, written once for the reader and for the record's constructor.
 *
 * @param convert from a HOCON value; empty when it is none of this type
 * @param example a value it permits
 * @param permits whether a value is allowed
 * @param allowed the same in words, as a sentence's end
 */
record Limit<T>(Function<ConfigValue, Optional<T>> convert, T example, Predicate<T> permits, String allowed) {
    static final int KIB = 1024;
    static final int MIB = 1024 * KIB;
    static final int GIB = 1024 * MIB;
    static final long TIB = 1024L * GIB;

    private static final Duration LONGEST = Duration.ofDays(365);

    static Limit<Integer> between(int least, int most) {
        return new Limit<>(
                Values::integer,
                least,
                n -> n >= least && n <= most,
                "must be a whole number from " + least + " to " + most);
    }

    static Limit<Double> fraction() {
        return new Limit<>(Values::number, 0.0, n -> n >= 0 && n <= 1, "must be a number from 0 to 1, e.g. 0.2");
    }

    static Limit<Integer> bytes(int least, int most) {
        return bytes(least, most, 1);
    }

    static Limit<Integer> bytes(int least, int most, int multipleOf) {
        String multiple = multipleOf == 1 ? "" : ", a multiple of " + size(multipleOf);
        return new Limit<>(
                Values::bytes,
                least,
                n -> n >= least && n <= most && n % multipleOf == 0,
                "must be a size with its unit from " + size(least) + " to " + size(most) + multiple + ", e.g. "
                        + size(Math.min(most, 4 * MIB)));
    }

    /** Sizes beyond an int. */
    static Limit<Long> manyBytes(long least, long most, String example) {
        return new Limit<>(
                Values::manyBytes,
                least,
                n -> n >= least && n <= most,
                "must be a size with its unit from " + size(least) + " to " + size(most) + ", e.g. " + example);
    }

    /** A year at most, so that sums and products of a few of them stay far from overflow. */
    static Limit<Duration> duration(String example) {
        return new Limit<>(
                Values::duration,
                Duration.ofSeconds(1),
                time -> time.compareTo(Duration.ZERO) > 0 && time.compareTo(LONGEST) <= 0,
                "must be a positive duration with its unit, e.g. " + example + ", at most " + LONGEST.toDays() + "d");
    }

    static Limit<String> text(String example) {
        return new Limit<>(
                Values::text, example, text -> !text.isBlank(), "must be a text that is not empty, e.g. " + example);
    }

    static Limit<Path> path(String example) {
        return new Limit<>(
                Values::path,
                Path.of(example),
                path -> !path.toString().isBlank(),
                "must be the path of a file or directory, e.g. \"" + example + "\"");
    }

    Limit<T> orOff() {
        return new Limit<>(convert, example, permits, allowed + ", or off");
    }

    /** Returns {@code value}. */
    T check(String key, T value) {
        if (!permits.test(value)) {
            throw SettingException.of(key, value, allowed);
        }
        return value;
    }

    private static String size(long bytes) {
        if (bytes % TIB == 0) {
            return bytes / TIB + " TiB";
        }
        if (bytes % GIB == 0) {
            return bytes / GIB + " GiB";
        }
        if (bytes % MIB == 0) {
            return bytes / MIB + " MiB";
        }
        return bytes % KIB == 0 ? bytes / KIB + " KiB" : bytes + " B";
    }
}
