package dev.holdfast.config;

import java.util.List;

/** Lays values out as a HOCON file, each section once. */
final class HoconText {
    private static final String INDENT = "  ";

    private final StringBuilder text = new StringBuilder();
    private List<String> open = List.of();

    private HoconText() {}

    /**
     * A file that sets these values.
     *
     * @param values in an order in which each section's values stand together
     * @param withOrigins whether a comment behind each says where it was written
     */
    static String of(List<EffectiveValue> values, boolean withOrigins) {
        HoconText file = new HoconText();
        for (EffectiveValue value : values) {
            List<String> path = List.of(value.path().split("\\."));
            file.enter(path.subList(0, path.size() - 1));
            if (withOrigins) {
                file.line("# " + Values.onOneLine(value.origin()));
            }
            file.line(path.get(path.size() - 1) + " = " + value.hocon().replace("\n", "\n" + file.indent()));
        }
        file.enter(List.of());
        return file.text.toString();
    }

    private void enter(List<String> sections) {
        int shared = 0;
        while (shared < Math.min(open.size(), sections.size())
                && open.get(shared).equals(sections.get(shared))) {
            shared++;
        }
        while (open.size() > shared) {
            open = open.subList(0, open.size() - 1);
            line("}");
        }
        for (String section : sections.subList(shared, sections.size())) {
            line(section + " {");
            open = sections.subList(0, open.size() + 1);
        }
    }

    private void line(String content) {
        text.append(indent()).append(content).append('\n');
    }

    private String indent() {
        return INDENT.repeat(open.size());
    }
}
