package dev.holdfast.console.journal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * In what two JSON trees differ, place by place, named by JSON pointers (RFC 6901). Elements of arrays are compared where
 * they stand: one that is put in shows as a change of all behind it.
 */
final class JsonDifference {

    private final List<Map<String, Object>> rows = new ArrayList<>();

    private JsonDifference() {}

    static List<Map<String, Object>> of(JsonNode before, JsonNode after) {
        JsonDifference difference = new JsonDifference();
        difference.compare("", before, after);
        return difference.rows;
    }

    private void compare(String at, JsonNode before, JsonNode after) {
        if (before.equals(after)) {
            return;
        }
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>();
            before.fieldNames().forEachRemaining(names::add);
            after.fieldNames().forEachRemaining(names::add);
            names.forEach(name -> compare(at + "/" + escaped(name), before.path(name), after.path(name)));
        } else if (before.isArray() && after.isArray()) {
            for (int i = 0; i < Math.max(before.size(), after.size()); i++) {
                compare(at + "/" + i, before.path(i), after.path(i));
            }
        } else {
            add(at, before, after);
        }
    }

    private void add(String at, JsonNode before, JsonNode after) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("path", at);
        if (!before.isMissingNode()) {
            row.put("before", before);
        }
        if (!after.isMissingNode()) {
            row.put("after", after);
        }
        rows.add(row);
    }

    private static String escaped(String name) {
        return name.replace("~", "~0").replace("/", "~1");
    }
}
