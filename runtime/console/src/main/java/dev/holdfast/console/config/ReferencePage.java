package dev.holdfast.console.config;

import dev.holdfast.config.SettingKey;
import java.util.List;
import java.util.stream.Collectors;

/** The configuration reference as Markdown: a chapter for each section, a row for each key. */
final class ReferencePage {

    static final String COMMAND = "runtime/console/holdfast config docs > docs/reference/configuration.md";

    private static final String HEAD = """
            # Configuration reference

            <!-- Generated: %s -->

            Every key below `holdfast`, made from the modules' `reference.conf` and from the checker itself. Put what you
            change into your `application.conf`; `holdfast config check FILE…` says whether it is right, and
            `holdfast config effective FILE…` what then takes effect.

            Durations and sizes always need a unit: `200ms`, `10s`, `5m`, `2h`, `1d`; `64 KiB`, `4 MiB`, `1 GiB`. Whole
            numbers have none. Unknown keys, wrong types, values outside their limits or that do not fit each other and
            rules that can never be reached are refused when the actor system starts, all at once.
            """;

    private static final String CHECKED = "\n| key | allowed | default | meaning |\n|---|---|---|---|\n";
    private static final String PEKKOS = "\n| key of Pekko's | here | meaning |\n|---|---|---|\n";

    private final StringBuilder page = new StringBuilder(HEAD.formatted(COMMAND));
    private final StringBuilder blocks = new StringBuilder();
    private boolean inTable;

    private ReferencePage() {}

    static String of(List<SettingKey> keys) {
        ReferencePage page = new ReferencePage();
        for (int i = 0; i < keys.size(); i++) {
            boolean last = i + 1 == keys.size() || keys.get(i + 1).value().isEmpty();
            page.add(keys.get(i), last);
        }
        page.endTable();
        return page.page.toString();
    }

    private void add(SettingKey key, boolean last) {
        if (key.value().isPresent()) {
            addRow(key, key.value().get());
        } else if (!last || !key.comment().isEmpty()) {
            endTable();
            page.append("\n## ").append(code(key.path())).append('\n');
            if (!key.comment().isEmpty()) {
                page.append('\n').append(key.comment()).append('\n');
            }
        }
    }

    private void addRow(SettingKey key, String value) {
        boolean large = value.contains("\n");
        String name = key.path().substring(key.path().lastIndexOf('.') + 1);
        List<String> cells = key.allowed().isPresent()
                ? List.of(code(name), allowed(key.allowed().get()), large ? "below" : code(value), cell(key.comment()))
                : List.of(code(name), code(value), cell(key.comment()));
        if (!inTable) {
            page.append(key.allowed().isPresent() ? CHECKED : PEKKOS);
            inTable = true;
        }
        page.append(cells.stream().collect(Collectors.joining(" | ", "| ", " |\n")));
        if (large) {
            blocks.append("\nDefault of ").append(code(name)).append(":\n\n```hocon\n");
            blocks.append(name).append(" = ").append(value).append("\n```\n");
        }
    }

    private void endTable() {
        inTable = false;
        page.append(blocks);
        blocks.setLength(0);
    }

    private static String allowed(String text) {
        return cell(text.startsWith("must be ") ? text.substring("must be ".length()) : text);
    }

    private static String cell(String text) {
        return text.replace('\n', ' ').replace("|", "\\|");
    }

    private static String code(String text) {
        return "`" + text.replace("|", "\\|") + "`";
    }
}
