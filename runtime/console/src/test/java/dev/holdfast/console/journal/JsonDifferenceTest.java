package dev.holdfast.console.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonDifferenceTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static List<String> between(String before, String after) throws JsonProcessingException {
        return JsonDifference.of(json(before), json(after)).stream()
                .map(row -> row.get("path") + ": " + row.get("before") + " → " + row.get("after"))
                .toList();
    }

    private static JsonNode json(String text) throws JsonProcessingException {
        return JSON.readTree(text.replace('\'', '"'));
    }

    @Test
    void equal_trees_do_not_differ_whatever_the_order_of_their_names() throws JsonProcessingException {
        assertThat(between("{'a':1,'b':[2]}", "{'b':[2],'a':1}")).isEmpty();
    }

    @Test
    void what_is_changed_added_or_removed_is_named_where_it_stands() throws JsonProcessingException {
        assertThat(between("{'a':{'b':1,'c':2},'d':null}", "{'a':{'b':3,'e':'x'},'d':null}"))
                .containsExactly("/a/b: 1 → 3", "/a/c: 2 → null", "/a/e: null → \"x\"");
        assertThat(JsonDifference.of(json("{'a':1}"), json("{}")).get(0)).containsOnlyKeys("path", "before");
        assertThat(JsonDifference.of(json("{}"), json("{'a':null}")).get(0)).containsOnlyKeys("path", "after");
    }

    @Test
    void elements_of_arrays_are_compared_where_they_stand() throws JsonProcessingException {
        assertThat(between("{'a':[1,2]}", "{'a':[1,3,4]}")).containsExactly("/a/1: 2 → 3", "/a/2: null → 4");
    }

    @Test
    void trees_of_different_kinds_differ_as_a_whole() throws JsonProcessingException {
        assertThat(between("{'a':1}", "[1]")).containsExactly(": {\"a\":1} → [1]");
    }

    @Test
    void names_are_escaped_as_json_pointers_are() throws JsonProcessingException {
        assertThat(between("{'a/b~c':1}", "{'a/b~c':2}")).containsExactly("/a~1b~0c: 1 → 2");
    }
}
