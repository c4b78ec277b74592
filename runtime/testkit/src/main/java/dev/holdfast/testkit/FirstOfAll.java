package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Worlds;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Before any test runs, routes stages into worlds, for what the JVM has compiled by then may go on with the old pool; and takes
 * out of the system properties which run to repeat, for nodes would take that for settings. Called by
 * the JUnit platform's launcher.
 */
public final class FirstOfAll implements LauncherSessionListener {

    private static final Logger LOG = LoggerFactory.getLogger(FirstOfAll.class);

    /** For the launcher. */
    public FirstOfAll() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Repeat.load();
        try {
            Worlds.load();
        } catch (LinkageError | RuntimeException e) {
            LOG.warn("simulations cannot run in this JVM, and say so when they begin; other tests can", e);
        }
    }
}
