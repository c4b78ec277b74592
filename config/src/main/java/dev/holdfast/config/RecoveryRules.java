package dev.holdfast.config;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A segment's list of rules: reads it, prints it, and finds rules that can never be reached. */
final class RecoveryRules {
    private static final String ALLOWED = "must be a list of rules, e.g. [{ on = crash, do = [roll-back, park] }]";

    private RecoveryRules() {}

    /** The list at {@code recovery}; incomplete when something is wrong with it, which then is reported. */
    static List<RecoveryRule> from(Section segment) {
        List<Optional<Section>> rules = segment.sections("recovery", ALLOWED);
        List<Optional<FaultMatch>> ons =
                rules.stream().map(rule -> rule.flatMap(RecoveryRule::on)).toList();
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> objection = objection(ons, i);
            if (objection.isPresent()) {
                rules.get(i).orElseThrow().refuse("on", objection.get());
            }
        }
        return IntStream.range(0, rules.size())
                .mapToObj(i -> rules.get(i).flatMap(rule -> RecoveryRule.from(rule, ons.get(i))))
                .flatMap(Optional::stream)
                .toList();
    }

    /** @throws IllegalArgumentException for a rule that can never be reached */
    static void check(List<RecoveryRule> rules) {
        List<Optional<FaultMatch>> ons =
                rules.stream().map(RecoveryRule::on).map(Optional::of).toList();
        for (int i = 0; i < rules.size(); i++) {
            Optional<String> objection = objection(ons, i);
            if (objection.isPresent()) {
                throw SettingException.of(
                        "recovery[" + i + "].on", rules.get(i).on().text(), objection.get());
            }
        }
    }

    /** A rule is never reached when the rules before it, one or several together, match every fault that it matches. */
    private static Optional<String> objection(List<Optional<FaultMatch>> ons, int i) {
        List<Optional<String>> takers = ons.get(i).map(FaultSample::of).orElse(List.of()).stream()
                .map(sample -> taker(ons.subList(0, i), sample))
                .toList();
        if (takers.isEmpty() || takers.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        List<String> all = takers.stream().flatMap(Optional::stream).distinct().toList();
        return Optional.of("can never be reached, must come before " + (all.size() > 1 ? "one of " : "")
                + String.join(", ", all) + " or be removed");
    }

    /** Which of these rules such a fault comes to. */
    private static Optional<String> taker(List<Optional<FaultMatch>> ons, FaultSample fault) {
        return IntStream.range(0, ons.size())
                .filter(i -> ons.get(i).filter(fault::isFor).isPresent())
                .mapToObj(i ->
                        "recovery[" + i + "] on " + ons.get(i).orElseThrow().text())
                .findFirst();
    }

    /** One rule a line. */
    static String hocon(List<RecoveryRule> rules) {
        return rules.stream().map(rule -> "  " + rule.hocon()).collect(Collectors.joining("\n", "[\n", "\n]"));
    }
}
