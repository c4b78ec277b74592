package dev.holdfast.config;

import com.typesafe.config.ConfigUtil;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A fault to inject, and where, how often and for how long.
 *
 * @param fault which; one that the runtime injects
 * @param at what it strikes: for faults of components a component or one instance, {@code name|id}; for messages whom they
 *     go to, which may also be {@value #CALLER}; for faults of the disk one of the {@linkplain InjectedFault#operations
 *     operations} that they can strike. Empty, the default: any
 * @param probability of each such place to be struck, from 0 to 1
 * @param most how often it strikes at most, 1 to 1048576, counted from the start of the actor system; empty, the default:
 *     without limit
 * @param lasts how long, of a fault that {@linkplain InjectedFault#takesTime takes time}; default 5 s
 */
public record FaultRule(
        InjectedFault fault, Optional<String> at, double probability, Optional<Integer> most, Duration lasts) {

    static final Duration LASTS_BY_DEFAULT = Duration.ofSeconds(5);
    static final Limit<String> AT = Limit.text("account");
    static final Limit<Double> PROBABILITY = Limit.fraction();
    static final Limit<Integer> MOST = Limit.between(1, 1 << 20);
    static final Limit<Duration> LASTS = Limit.duration("5s");
    /** Whom a message goes to that goes to none of the components: who asks from outside. */
    public static final String CALLER = "caller";

    private static final Pattern COMPONENT = Pattern.compile("[a-z][a-z0-9-]*(\\|.+)?", Pattern.DOTALL);
    private static final String NO_COMPONENT =
            "must be a component's name (lower-case letters, digits and dashes), or one instance, name|id";
    private static final String NO_TIME = "must be left out: this fault takes no time";
    private static final String FAULT =
            "must be a fault that can be injected: " + String.join(", ", InjectedFault.textsByRuntime());
    private static final String NOT_BY_RUNTIME =
            "is not injected by the runtime but made by who runs the application; " + FAULT;

    /** @throws IllegalArgumentException outside the limits, or for a fault that the runtime cannot inject there */
    public FaultRule {
        if (!fault.byRuntime()) {
            throw SettingException.of("fault", fault.text(), NOT_BY_RUNTIME);
        }
        at.ifPresent(text -> AT.check("at", text));
        objection(fault, at).ifPresent(objection -> {
            throw SettingException.of("at", at, objection);
        });
        PROBABILITY.check("probability", probability);
        most.ifPresent(times -> MOST.check("most", times));
        LASTS.check("lasts", lasts);
        if (!fault.takesTime() && !lasts.equals(LASTS_BY_DEFAULT)) {
            throw SettingException.of("lasts", LASTS.write().apply(lasts), NO_TIME);
        }
    }

    /** One that strikes anywhere, without limit. */
    public static FaultRule of(InjectedFault fault, double probability) {
        return new FaultRule(fault, Optional.empty(), probability, Optional.empty(), LASTS_BY_DEFAULT);
    }

    /** The same, but there alone. */
    public FaultRule at(String place) {
        return new FaultRule(fault, Optional.of(place), probability, most, lasts);
    }

    /** The same, but so often at most. */
    public FaultRule atMost(int times) {
        return new FaultRule(fault, at, probability, Optional.of(times), lasts);
    }

    /** The same, but for so long. */
    public FaultRule lasting(Duration time) {
        return new FaultRule(fault, at, probability, most, time);
    }

    /** Whether this place is meant: a component stands for all its instances. */
    public boolean isFor(String place) {
        return at.map(text -> place.equals(text) || (text.indexOf('|') < 0 && place.startsWith(text + "|")))
                .orElse(true);
    }

    /** The component it is for; empty if it is for any, or for something else. */
    public Optional<String> component() {
        boolean ofMessages = fault.place() == InjectedFault.Place.ADDRESSEE;
        return at.filter(text -> !isOfDisk() && !(ofMessages && text.equals(CALLER)))
                .map(text -> text.split("\\|", 2)[0]);
    }

    boolean isOfDisk() {
        return fault.place() == InjectedFault.Place.DISK;
    }

    private static InjectedFault parse(String text) {
        InjectedFault fault = InjectedFault.ofText(text)
                .orElseThrow(() ->
                        new IllegalArgumentException(Words.refused(text, InjectedFault.textsByRuntime(), List.of())));
        if (!fault.byRuntime()) {
            throw new IllegalArgumentException(NOT_BY_RUNTIME);
        }
        return fault;
    }

    private static Optional<String> objection(InjectedFault fault, Optional<String> at) {
        return fault.place() == InjectedFault.Place.DISK
                ? at.filter(text -> !fault.operations().contains(text))
                        .map(text -> Words.refused(text, fault.operations(), List.of()) + ": what " + fault.text()
                                + " can strike")
                : at.filter(text -> !COMPONENT.matcher(text).matches()).map(text -> NO_COMPONENT);
    }

    static Optional<FaultRule> from(Section section) {
        Optional<InjectedFault> fault = section.parsed("fault", FAULT, FaultRule::parse);
        Optional<String> at = section.find("at", AT);
        double probability = section.get("probability", PROBABILITY);
        Optional<Integer> most = section.find("most", MOST);
        Optional<Duration> lasts = section.find("lasts", LASTS);
        if (lasts.isPresent() && fault.filter(found -> !found.takesTime()).isPresent()) {
            section.refuse("lasts", NO_TIME);
        }
        return section.build(
                () -> new FaultRule(fault.orElseThrow(), at, probability, most, lasts.orElse(LASTS_BY_DEFAULT)));
    }

    /** On one line. */
    String hocon() {
        StringBuilder out = new StringBuilder("{ fault = ").append(fault.text());
        at.ifPresent(text -> out.append(", at = ").append(ConfigUtil.quoteString(text)));
        out.append(", probability = ").append(PROBABILITY.write().apply(probability));
        most.ifPresent(times -> out.append(", most = ").append(times));
        if (fault.takesTime()) {
            out.append(", lasts = ").append(LASTS.write().apply(lasts));
        }
        return out.append(" }").toString();
    }
}
