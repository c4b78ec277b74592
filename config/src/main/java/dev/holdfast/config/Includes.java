package dev.holdfast.config;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigIncludeContext;
import com.typesafe.config.ConfigIncluder;
import com.typesafe.config.ConfigIncluderClasspath;
import com.typesafe.config.ConfigIncluderFile;
import com.typesafe.config.ConfigIncluderURL;
import com.typesafe.config.ConfigObject;
import java.io.File;
import java.net.URL;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Stands between a file and what it includes; Typesafe config passes it on to the files that are included. How a file is
 * found is left to Typesafe config's own includer, which it offers as the fallback.
 */
final class Includes implements ConfigIncluder, ConfigIncluderFile, ConfigIncluderURL, ConfigIncluderClasspath {

    /** What to do about one {@code include}. */
    @FunctionalInterface
    interface Way {

        /**
         * What is included.
         *
         * @param what what the statement names
         * @param parse finds and parses that
         */
        ConfigObject include(String what, Supplier<ConfigObject> parse);
    }

    private final Way way;
    private final Optional<ConfigIncluder> finder;

    private Includes(Way way, Optional<ConfigIncluder> finder) {
        this.way = way;
        this.finder = finder;
    }

    static Includes each(Way way) {
        return new Includes(way, Optional.empty());
    }

    /** Takes whatever is included for empty. */
    static Includes ignored() {
        return each((what, parse) -> ConfigFactory.empty().root());
    }

    @Override
    public ConfigIncluder withFallback(ConfigIncluder fallback) {
        return finder.isPresent() ? this : new Includes(way, Optional.of(fallback));
    }

    @Override
    public ConfigObject include(ConfigIncludeContext context, String what) {
        return way.include(what, () -> finder.orElseThrow().include(context, what));
    }

    @Override
    public ConfigObject includeFile(ConfigIncludeContext context, File what) {
        return way.include(
                what.toString(), () -> ((ConfigIncluderFile) finder.orElseThrow()).includeFile(context, what));
    }

    @Override
    public ConfigObject includeURL(ConfigIncludeContext context, URL what) {
        return way.include(what.toString(), () -> ((ConfigIncluderURL) finder.orElseThrow()).includeURL(context, what));
    }

    @Override
    public ConfigObject includeResources(ConfigIncludeContext context, String what) {
        return way.include(
                what, () -> ((ConfigIncluderClasspath) finder.orElseThrow()).includeResources(context, what));
    }
}
