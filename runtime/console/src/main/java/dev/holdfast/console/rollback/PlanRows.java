package dev.holdfast.console.rollback;

import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Document;
import dev.holdfast.console.output.Document.Listing;
import dev.holdfast.console.output.Texts;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.VoidPlan.Forbidding;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.LinkedHashMap;
import java.util.Map;

/** A plan as names and values. */
final class PlanRows {

    /** What a stopped system cannot say. */
    static final String UNCHECKED = "Whether the component's invariants hold afterwards is not checked here, for that"
            + " takes its own code: it does so when it recovers, and acts as its configuration says.";

    private PlanRows() {}

    static void show(Document document, RollbackPlan plan) {
        Listing ranges = document.list(
                "ranges", "range", java.util.List.of(Column.number("FROM", "first"), Column.number("TO", "last")));
        plan.voids().ranges().forEach(range -> ranges.add(range(range)));
        Listing replies = document.list(
                "replies",
                "reply",
                java.util.List.of(
                        Column.text("COMMAND", "command"),
                        Column.number("FROM", "first"),
                        Column.number("TO", "last"),
                        Column.text("REPLY REVOKED", "reply"),
                        Column.bytes("SIZE", "bytes")));
        plan.voids().replies().forEach(reply -> replies.add(reply(reply)));
        Listing forbidding = document.list(
                "forbidding",
                "forbidden",
                java.util.List.of(
                        Column.text("FORBIDDEN BY", "command"),
                        Column.text("EFFECT", "effect"),
                        Column.text("TO", "target")));
        for (Forbidding command : plan.voids().forbidding()) {
            command.effects().forEach(effect -> forbidding.add(effect(command, effect)));
        }
    }

    private static Map<String, Object> range(Range range) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("first", range.first());
        row.put("last", range.last());
        return row;
    }

    private static Map<String, Object> reply(Revoked revoked) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("command", revoked.sender() + "#" + revoked.number());
        row.putAll(range(revoked.revisions()));
        Encoded reply = revoked.reply();
        row.put("reply", reply.name());
        row.put("bytes", reply.bytes().length);
        return row;
    }

    private static Map<String, Object> effect(Forbidding command, Effect effect) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("command", command.sender() + "#" + command.number());
        row.putAll(range(command.revisions()));
        row.put("effect", effect.command().name());
        row.put("target", effect.target() + "#" + effect.number());
        return row;
    }

    static Map<String, Object> values(RollbackPlan plan) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("component", plan.component().persistenceId());
        values.put("entry", plan.head().sequence());
        values.put("revision", plan.head().revision());
        values.put("hash", plan.head().hash().toString());
        values.put("allowed", plan.voids().isAllowed());
        values.put("token", plan.token());
        values.put("note", UNCHECKED);
        return values;
    }

    static String text(RollbackPlan plan) {
        long revisions = plan.voids().ranges().stream().mapToLong(Range::length).sum();
        return Texts.count(revisions, "revision") + " of " + plan.component() + ", which stands at revision "
                + Column.number(plan.head().revision());
    }
}
