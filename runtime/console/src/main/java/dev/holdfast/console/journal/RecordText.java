package dev.holdfast.console.journal;

import dev.holdfast.console.output.Column;
import dev.holdfast.console.output.Texts;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of {@link RecordRows} for people: a line for each outcome, effect, settlement, fault. */
final class RecordText {

    private static final int LONGEST = 160;

    private RecordText() {}

    static String of(Map<String, ?> row) {
        return switch (text(row, "kind")) {
            case "epoch" -> "a new incarnation takes over";
            case "deletion" -> "all up to here are deleted";
            case "committed" -> lines(row, "outcomes", RecordText::outcome);
            case "settled" -> lines(row, "settlements", RecordText::settlement);
            case "voided" -> voided(row);
            case "corrected" -> corrected(row);
            case "resolved" -> resolved(row);
            case "faults" -> lines(row, "faults", RecordText::fault);
            case "foreign" ->
                text(row, "manifest") + " (serializer " + text(row, "serializer") + ", " + size(row, "eventBytes")
                        + ")";
            default -> text(row, "why");
        };
    }

    /** The revisions of an entry's events; empty when there are none, or they are not known. */
    static String revisions(Map<String, ?> row) {
        Map<String, ?> revisions = map(row, "revisions");
        String first = number(revisions, "first");
        String last = number(revisions, "last");
        return first.equals(last) ? first : first + "-" + last;
    }

    private static String number(Map<String, ?> of, String key) {
        return of.get(key) instanceof Long number ? Column.number(number) : "";
    }

    private static String voided(Map<String, ?> row) {
        Stream<String> head = Stream.of(
                "voids " + maps(row, "ranges").stream().map(RecordText::range).collect(Collectors.joining(", "))
                        + " by " + text(row, "by") + forFault(row) + ": " + text(row, "why"));
        Stream<String> replies = maps(row, "replies").stream()
                .map(reply -> "  revokes " + encoded(map(reply, "reply")) + " to " + text(reply, "sender") + "#"
                        + text(reply, "number") + " (" + range(reply) + ")");
        return lines(Stream.concat(head, replies));
    }

    private static String range(Map<String, ?> range) {
        String first = text(range, "first");
        String last = text(range, "last");
        return first.equals(last) ? "revision " + first : "revisions " + first + " to " + last;
    }

    private static String forFault(Map<String, ?> row) {
        return row.containsKey("fault") ? " for fault " + text(row, "fault") : "";
    }

    private static String corrected(Map<String, ?> row) {
        return lines(Stream.concat(
                maps(row, "outcomes").stream().flatMap(RecordText::outcome),
                Stream.of("corrected for fault " + text(row, "fault") + marked(row) + ": " + events(row))));
    }

    private static String resolved(Map<String, ?> row) {
        return lines(Stream.concat(
                Stream.of(text(row, "sender") + "#" + text(row, "number") + " " + text(row, "how") + " by "
                        + text(row, "by") + ": " + text(row, "why")),
                maps(row, "effects").stream().map(RecordText::effect)));
    }

    private static Stream<String> outcome(Map<String, ?> outcome) {
        String command = text(outcome, "sender") + "#" + text(outcome, "number") + " " + text(outcome, "result")
                + marked(outcome);
        return switch (text(outcome, "result")) {
            case "completed" ->
                Stream.concat(
                        Stream.of(command + ": " + events(outcome) + " → " + encoded(map(outcome, "reply"))),
                        maps(outcome, "effects").stream().map(RecordText::effect));
            case "rejected" -> Stream.of(command + ": " + text(outcome, "code"));
            default ->
                Stream.of(command + ": " + encoded(map(outcome, "command")) + " by fault " + text(outcome, "fault")
                        + ", " + text(outcome, "reason"));
        };
    }

    /** What an entry further on made of it. */
    private static String marked(Map<String, ?> of) {
        if (of.containsKey("voidedBy")) {
            return ", voided by entry " + text(of, "voidedBy");
        }
        return of.containsKey("resolvedBy") ? ", " + text(of, "resolved") + " by entry " + text(of, "resolvedBy") : "";
    }

    private static String events(Map<String, ?> outcome) {
        List<Map<String, ?>> events = maps(outcome, "events");
        return events.isEmpty()
                ? "no event"
                : events.stream().map(RecordText::encoded).collect(Collectors.joining(", "));
    }

    private static String effect(Map<String, ?> effect) {
        return "  opens " + encoded(map(effect, "command")) + " to " + text(effect, "target") + "#"
                + text(effect, "number");
    }

    private static Stream<String> settlement(Map<String, ?> settlement) {
        return Stream.of(text(settlement, "target") + "#" + text(settlement, "number") + " " + text(settlement, "how"));
    }

    private static Stream<String> fault(Map<String, ?> fault) {
        return switch (text(fault, "record")) {
            case "detected" ->
                Stream.of(text(fault, "fault") + " " + text(fault, "kind") + " of "
                        + text(fault, "component") + " at revision " + text(fault, "revision") + ": "
                        + text(fault, "decision") + "; " + text(fault, "cause"));
            case "resolved" -> Stream.of(text(fault, "fault") + " " + text(fault, "outcome"));
            case "ordered" ->
                Stream.of(text(fault, "fault") + " " + text(fault, "by") + " ordered: " + text(fault, "order") + "; "
                        + text(fault, "why"));
            default -> Stream.of(text(fault, "record"));
        };
    }

    private static String encoded(Map<String, ?> value) {
        String version = text(value, "version").equals("1") ? "" : "/" + text(value, "version");
        return text(value, "name") + version + " (" + size(value, "bytes") + ")";
    }

    private static String lines(Map<String, ?> row, String key, Function<Map<String, ?>, Stream<String>> shown) {
        return lines(maps(row, key).stream().flatMap(shown));
    }

    private static String lines(Stream<String> shown) {
        return shown.map(RecordText::cut).collect(Collectors.joining("\n"));
    }

    private static String cut(String line) {
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }

    private static String size(Map<String, ?> of, String key) {
        return of.get(key) instanceof Integer bytes ? Column.bytes(bytes) : "";
    }

    private static String text(Map<String, ?> of, String key) {
        return of.containsKey(key) ? Texts.safe(String.valueOf(of.get(key))) : "";
    }

    @SuppressWarnings("unchecked") // RecordRows makes them
    private static Map<String, ?> map(Map<String, ?> of, String key) {
        return of.get(key) instanceof Map<?, ?> map ? (Map<String, ?>) map : Map.of();
    }

    @SuppressWarnings("unchecked") // RecordRows makes them
    private static List<Map<String, ?>> maps(Map<String, ?> of, String key) {
        return of.get(key) instanceof List<?> list ? (List<Map<String, ?>>) list : List.of();
    }
}
