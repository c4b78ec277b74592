package dev.holdfast.config;

import com.typesafe.config.Config;
import java.util.List;

/** A configuration that was found right, with the places where it was written. Immutable. */
public final class CheckedConfiguration {
    private final HoldfastSettings settings;
    private final List<EffectiveValue> values;

    CheckedConfiguration(HoldfastSettings settings, Config resolved) {
        this.settings = settings;
        this.values = Printer.print(settings, path -> origin(resolved, path));
    }

    private static String origin(Config resolved, String path) {
        Place place = Place.of(resolved.getValue(path).origin());
        return place.isReference() ? EffectiveValue.DEFAULT : place.toString();
    }

    /** What it says. */
    public HoldfastSettings settings() {
        return settings;
    }

    /** Each setting that takes effect, section by section, with its origin. */
    public List<EffectiveValue> values() {
        return values;
    }

    /** The values as a HOCON file, which is accepted again; above each value a comment with its origin. */
    public String hoconWithOrigins() {
        return HoconText.of(values, true);
    }
}
