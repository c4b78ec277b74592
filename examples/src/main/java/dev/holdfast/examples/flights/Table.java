package dev.holdfast.examples.flights;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Lines in columns as wide as they need to be; numbers stand to the right. Not safe for use by several threads. */
final class Table {

    private final List<List<String>> lines = new ArrayList<>();

    Table(String... headings) {
        lines.add(List.of(headings));
    }

    void add(String... cells) {
        lines.add(List.of(cells));
    }

    void print(PrintWriter out) {
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                String cell = line.get(column);
                String space = " ".repeat(width(column) - cell.length());
                text.append("  ").append(isNumeric(column) ? space + cell : cell + space);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private int width(int column) {
        return lines.stream().mapToInt(line -> line.get(column).length()).max().orElse(0);
    }

    private boolean isNumeric(int column) {
        return lines.stream().skip(1).allMatch(line -> line.get(column).matches("-?[0-9,.]+( of [0-9,.]+)?"));
    }
}
