package dev.holdfast.testkit.kernel;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Another JVM with the class path of this one. */
final class Child {

    private static final Duration LONGEST = Duration.ofMinutes(15);

    private Child() {}

    /**
     * Runs a class in it, and returns the lines it printed.
     *
     * @param before directories ahead of the class path
     */
    static List<String> run(List<Path> before, Class<?> main, String... arguments)
            throws IOException, InterruptedException {
        List<String> path = new ArrayList<>(before.stream().map(Path::toString).toList());
        path.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                String.join(File.pathSeparator, path),
                main.getName()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        CompletableFuture<Process> unused = process.onExit()
                .orTimeout(LONGEST.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> process.destroyForcibly());
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                throw new AssertionError(main + " ended with status " + status + ":\n" + output);
            }
            return output.lines().toList();
        } finally {
            process.destroyForcibly();
        }
    }
}
