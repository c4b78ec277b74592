package dev.holdfast.config;

import com.typesafe.config.ConfigValue;
import java.util.Optional;
import java.util.function.BiPredicate;
import java.util.function.Function;

/**
 * What must hold between the values of two keys, written once for the reader, which names both places, and for the
 * record's constructor.
 *
 * @param key the key at fault, relative to the section of the record that holds both
 * @param limit what it allows alone
 * @param allowed what must hold, as a sentence's end that goes on with the other key
 * @param other the key it is compared with
 * @param otherLimit what that allows alone
 * @param holds whether the first key's value fits the other's
 */
record Relation<T, U>(
        String key, Limit<T> limit, String allowed, String other, Limit<U> otherLimit, BiPredicate<T, U> holds) {

    /**
     * What to say when it does not hold.
     *
     * @param at the key to say it of
     * @param allowed what would be right
     */
    record Misfit(String at, String allowed) {}

    /** @throws IllegalArgumentException if the values do not fit each other */
    void check(T value, U otherValue) {
        if (!holds.test(value, otherValue)) {
            throw SettingException.of(
                    key,
                    limit.write().apply(value),
                    allowed + " " + other + " = " + otherLimit.write().apply(otherValue));
        }
    }

    /** A misfit, if both values are right for themselves; it is said of the one that somebody wrote. */
    Optional<Misfit> misfit(Function<String, Optional<ConfigValue>> find) {
        Optional<ConfigValue> value = find.apply(key);
        Optional<ConfigValue> otherValue = find.apply(other);
        boolean fits = value.flatMap(limit::read)
                .flatMap(mine -> otherValue.flatMap(otherLimit::read).map(theirs -> holds.test(mine, theirs)))
                .orElse(true);
        return fits ? Optional.empty() : value.flatMap(mine -> otherValue.map(theirs -> misfit(mine, theirs)));
    }

    private Misfit misfit(ConfigValue value, ConfigValue otherValue) {
        return isDefault(value) && !isDefault(otherValue)
                ? new Misfit(other, "does not fit " + shown(key, value) + ", which " + allowed + " it")
                : new Misfit(key, allowed + " " + shown(other, otherValue));
    }

    private static boolean isDefault(ConfigValue value) {
        return Place.of(value.origin()).isReference();
    }

    private static String shown(String key, ConfigValue value) {
        return key + " = " + Values.shown(value) + " (" + Place.of(value.origin()) + ")";
    }
}
