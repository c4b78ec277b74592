package dev.holdfast.testkit;

import dev.holdfast.testkit.world.Worlds;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.LauncherSessionListener;

/**
 * Before any test runs, routes stages into worlds, for what the JVM has compiled by then may go on with the old pool; and takes
 * out of the system properties which run to repeat, for nodes would take that for settings. Called by
 * the JUnit platform's launcher.
 */
public final class FirstOfAll implements LauncherSessionListener {

    /** For the launcher. */
    public FirstOfAll() {}

    @Override
    public void launcherSessionOpened(LauncherSession session) {
        Worlds.load();
        Repeat.load();
    }
}
