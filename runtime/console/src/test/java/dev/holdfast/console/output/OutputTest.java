package dev.holdfast.console.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OutputTest {

    private static final List<Column> COLUMNS = List.of(
            Column.text("NAME", "name"),
            Column.number("N", "n"),
            Column.made("TEXT", row -> row.get("name") + "\nmore"));

    private final StringWriter written = new StringWriter();

    private String shown(Document document) {
        try (document) {
            Document.Listing rows = document.list("rows", "row", COLUMNS);
            rows.add(Map.of("name", "a", "n", 1234567));
            rows.add(Map.of("name", "longer"));
            document.list("none", "nothing", COLUMNS);
            document.values("end", Map.of("x", List.of(1, true, 0.5, Map.of("y", "z"))), "the\nend");
        }
        return written.toString();
    }

    @Test
    void a_table_has_aligned_columns_and_cells_of_several_lines() {
        assertThat(shown(new TableDocument(new PrintWriter(written), Style.PLAIN)))
                .isEqualTo("""
                        NAME            N  TEXT
                        a       1,234,567  a
                                           more
                        longer             longer
                                           more

                        the
                        end
                        """);
    }

    @Test
    void a_long_table_is_written_as_it_comes() {
        TableDocument document = new TableDocument(new PrintWriter(written, true), Style.PLAIN);
        Document.Listing rows = document.list("rows", "row", COLUMNS.subList(0, 2));
        IntStream.range(0, 300).forEach(i -> rows.add(Map.of("name", "x".repeat(i < 200 ? 1 : 9), "n", i)));

        assertThat(written.toString().lines()).hasSize(301).contains("x       7", "xxxxxxxxx  299");
    }

    @Test
    void json_is_one_object_with_the_sections() {
        assertThat(shown(JsonDocument.whole(new PrintWriter(written))).replaceAll("\\s", ""))
                .isEqualTo("{\"rows\":[{" + either("\"name\":\"a\"", "\"n\":1234567")
                        + "},{\"name\":\"longer\"}],\"none\":[]," + "\"end\":{\"x\":[1,true,0.5,{\"y\":\"z\"}]}}");
    }

    /** Maps of the JDK have no order of their own, the same in one run. */
    private static String either(String first, String second) {
        boolean nameFirst =
                Map.of("name", "a", "n", 1234567).keySet().iterator().next().equals("name");
        return nameFirst ? first + "," + second : second + "," + first;
    }

    @Test
    void json_trees_are_written_as_they_are() throws JsonProcessingException {
        String tree = "{\"n\":null,\"big\":123456789012345678901234567890,\"list\":[1.5,\"x\"]}";
        try (Document document = JsonDocument.lines(new PrintWriter(written))) {
            document.values("end", Map.of("tree", new ObjectMapper().readTree(tree)), "");
        }
        assertThat(written.toString()).isEqualTo("{\"type\":\"end\",\"tree\":" + tree + "}\n");
    }

    @Test
    void json_lines_are_objects_with_their_types() {
        assertThat(shown(JsonDocument.lines(new PrintWriter(written))).lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("{\"type\":\"row\",")
                                .contains("\"n\":1234567"),
                        line -> assertThat(line).isEqualTo("{\"type\":\"row\",\"name\":\"longer\"}"),
                        line -> assertThat(line).isEqualTo("{\"type\":\"end\",\"x\":[1,true,0.5,{\"y\":\"z\"}]}"));
    }

    @Test
    void colour_is_used_only_where_it_is_wanted_and_says_nothing_of_its_own() {
        assertThat(Style.of(false).bad("corrupt")).isEqualTo("corrupt");
        assertThat(Style.of(true).bad("corrupt")).isEqualTo("\u001b[31;1mcorrupt\u001b[0m");
        assertThat(Style.of(true).good("sound")).contains("sound");
        assertThat(Style.of(true).strong("ID")).contains("ID");
    }

    @Test
    void sizes_and_numbers_are_written_for_people() {
        assertThat(Column.bytes(0)).isEqualTo("0 B");
        assertThat(Column.bytes(1023)).isEqualTo("1023 B");
        assertThat(Column.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Column.bytes(5L << 40)).isEqualTo("5.0 TiB");
        assertThat(Column.bytes(5L << 50)).isEqualTo("5120.0 TiB");
        assertThat(Texts.count(1, "record")).isEqualTo("1 record");
        assertThat(Texts.count(12345, "record")).isEqualTo("12,345 records");
        assertThat(Texts.safe("a\u001b[2J\nb")).isEqualTo("a\ufffd[2J\ufffdb");
    }
}
