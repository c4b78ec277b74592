package dev.holdfast.persistence.entry;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The texts that recur in an entry (senders, targets, type names), stored once and referred to by number. */
final class Names {

    private final Map<String, Integer> numbers = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    /** The number of a text, which is added when it is new. */
    int number(String name) {
        Integer known = numbers.putIfAbsent(name, names.size());
        if (known == null) {
            names.add(name);
            return names.size() - 1;
        }
        return known;
    }

    /** The text with a number. */
    String name(int number) {
        if (number >= names.size()) {
            throw new CorruptEntryException("entry refers to name " + number + " of " + names.size());
        }
        return names.get(number);
    }

    void write(ByteWriter out) {
        out.u16(names.size());
        names.forEach(out::text);
    }

    static Names read(ByteReader in) {
        Names result = new Names();
        int count = in.u16();
        for (int i = 0; i < count; i++) {
            result.names.add(in.text());
        }
        return result;
    }
}
