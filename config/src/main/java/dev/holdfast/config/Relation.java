package dev.holdfast.config;

import java.util.function.BiPredicate;

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

    /** @throws IllegalArgumentException if the values do not fit each other */
    void check(T value, U otherValue) {
        if (!holds.test(value, otherValue)) {
            throw SettingException.of(
                    key,
                    limit.write().apply(value),
                    allowed + " " + other + " = " + otherLimit.write().apply(otherValue));
        }
    }
}
