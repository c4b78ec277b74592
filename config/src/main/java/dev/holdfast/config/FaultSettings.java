package dev.holdfast.config;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Faults that are injected on purpose, for drills, examples and simulations: section {@code holdfast.faults}.
 *
 * @param enabled whether faults may be injected; default off
 * @param inject the faults; none unless they are enabled; default none
 */
public record FaultSettings(boolean enabled, List<FaultRule> inject) {

    /** No faults. */
    public static final FaultSettings NONE = new FaultSettings(false, List.of());

    static final Limit<Boolean> ENABLED = Limit.onOrOff();
    private static final String RULES =
            "must be a list of faults, e.g. [{ fault = crash, at = account, probability = 0.01, most = 3 }]";
    private static final String NOT_ENABLED =
            "must be empty while faults.enabled is off; set that to on if this system is to have faults on purpose";

    /** @throws IllegalArgumentException for faults that are not enabled */
    public FaultSettings {
        inject = List.copyOf(inject);
        if (!enabled && !inject.isEmpty()) {
            throw SettingException.of("inject", hocon(inject), NOT_ENABLED);
        }
    }

    /** These faults, enabled. */
    public static FaultSettings of(FaultRule... inject) {
        return new FaultSettings(true, List.of(inject));
    }

    /**
     * Reads the section {@code holdfast.faults} alone.
     *
     * @param root an actor system's or application's whole configuration, {@code reference.conf} included; resolved or not
     * @throws ConfigurationException with all that is wrong in that section
     */
    public static FaultSettings from(Config root) {
        return ConfigReader.read(root, top -> from(top.section("holdfast").section("faults")));
    }

    static Optional<FaultSettings> from(Section section) {
        boolean enabled = section.get("enabled", ENABLED);
        List<Optional<FaultRule>> rules = section.sections("inject", RULES).stream()
                .map(rule -> rule.flatMap(FaultRule::from))
                .toList();
        boolean refused = section.peek("enabled", ENABLED).filter(on -> !on).isPresent();
        if (section.isWhole() && refused && !rules.isEmpty()) {
            section.refuse("inject", NOT_ENABLED);
        }
        return section.build(() -> new FaultSettings(
                enabled, rules.stream().map(Optional::orElseThrow).toList()));
    }

    /** As a HOCON file with the section {@code holdfast.faults}. */
    public String hocon() {
        return "holdfast.faults {\n  enabled = " + ENABLED.write().apply(enabled) + "\n  inject = " + hocon(inject)
                + "\n}\n";
    }

    void print(Printer out) {
        out.put("enabled", ENABLED, enabled);
        out.put("inject", hocon(inject));
    }

    private static String hocon(List<FaultRule> rules) {
        return rules.isEmpty()
                ? "[]"
                : rules.stream().map(rule -> "  " + rule.hocon()).collect(Collectors.joining("\n", "[\n", "\n]"));
    }
}
