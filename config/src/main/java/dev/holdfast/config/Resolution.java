package dev.holdfast.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigList;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigRenderOptions;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Puts the values in the place of substitutions, as far as that goes, so that one that cannot be resolved hides nothing
 * else that is wrong.
 *
 * <p>Typesafe config leaves a substitution that is defined nowhere as it is, when told so, but fails as a whole upon one
 * in a circle and upon a list to which a number is added. It then says on which line, but not under which key. That is
 * found by trying: the culprit is the value without which it no longer fails so.
 */
final class Resolution {
    private static final ConfigResolveOptions LENIENT =
            ConfigResolveOptions.defaults().setAllowUnresolved(true);
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^?}][^}]*}");

    /**
     * A value that holds a substitution.
     *
     * @param key the path of the key it stands under
     * @param path the same, and its places in lists
     */
    private record Unresolved(String key, String path, ConfigValue value) {}

    private Resolution() {}

    /** What could be resolved; empty when nothing could. Substitutions without a value are reported. */
    static Optional<Config> of(Config config, Findings findings) {
        Optional<Config> rest = Optional.of(config);
        while (rest.isPresent()) {
            Config tried = rest.get();
            try {
                Config resolved = tried.resolve(LENIENT);
                if (findings.judgesTheWhole()) {
                    unresolved(resolved.root()).forEach(found -> report(found, findings));
                }
                return Optional.of(resolved);
            } catch (ConfigException e) {
                findings.add(ParseFailure.place(e)
                        .orElseGet(() -> Place.of(config.origin()))
                        .problem("a substitution", "cannot be resolved", ParseFailure.message(e)));
                rest = withoutCulprit(tried, e);
            }
        }
        return Optional.empty();
    }

    private static void report(Unresolved found, Findings findings) {
        String references = REFERENCE
                .matcher(found.value().render(ConfigRenderOptions.concise()))
                .results()
                .map(MatchResult::group)
                .distinct()
                .collect(Collectors.joining(" and "));
        findings.add(
                found.value().origin(),
                found.path(),
                "= " + Values.onOneLine(references),
                "has no value: define it, or write ${?…} if it need not have one");
    }

    private static Optional<Config> withoutCulprit(Config config, ConfigException failure) {
        return unresolved(config.root()).stream()
                .map(found -> config.withoutPath(found.key()))
                .filter(rest -> !failsLike(failure, rest))
                .findFirst();
    }

    private static boolean failsLike(ConfigException failure, Config config) {
        try {
            config.resolve(LENIENT);
            return false;
        } catch (ConfigException e) {
            return ParseFailure.place(e).equals(ParseFailure.place(failure));
        }
    }

    private static List<Unresolved> unresolved(ConfigObject root) {
        List<Unresolved> found = new ArrayList<>();
        gather("", root, found);
        return found;
    }

    private static void gather(String path, ConfigObject object, List<Unresolved> found) {
        new TreeMap<>(object).forEach((key, value) -> {
            String at = (path.isEmpty() ? "" : path + ".") + ConfigUtil.joinPath(key);
            if (Values.isResolved(value) && value instanceof ConfigObject inner) {
                gather(at, inner, found);
            } else {
                gather(at, at, value, found);
            }
        });
    }

    private static void gather(String key, String path, ConfigValue value, List<Unresolved> found) {
        if (!Values.isResolved(value)) {
            found.add(new Unresolved(key, path, value));
        } else if (value instanceof ConfigList list) {
            for (int i = 0; i < list.size(); i++) {
                gather(key, path + "[" + i + "]", list.get(i), found);
            }
        } else if (value instanceof ConfigObject inner) {
            new TreeMap<>(inner)
                    .forEach((name, child) -> gather(key, path + "." + ConfigUtil.joinPath(name), child, found));
        }
    }
}
