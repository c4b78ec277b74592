package dev.holdfast.benchmarks.guards;

import dev.holdfast.benchmarks.Scratch;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import javax.tools.ToolProvider;

/** A worker, seen from the process that has it take its turns. */
final class Site implements AutoCloseable {

    private final Guards guards;
    private final Process process;
    private final PrintStream orders;
    private final BufferedReader answers;

    /** What a turn came to: commands per second, and nanoseconds of processor time per command. */
    record Turn(double rate, double cpuNanos) {}

    /**
     * Starts a worker.
     *
     * @param heap its -Xmx
     */
    Site(Guards guards, Scratch scratch, String heap) throws IOException {
        this.guards = guards;
        String own = System.getProperty("java.class.path");
        String path = guards.dedup() ? own : withoutDedup(scratch) + File.pathSeparator + own;
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms" + heap,
                        "-Xmx" + heap,
                        "-cp",
                        path,
                        Worker.class.getName(),
                        guards.name(),
                        scratch.directory("log-" + guards).toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        orders = new PrintStream(process.getOutputStream(), true, StandardCharsets.UTF_8);
        answers = process.inputReader(StandardCharsets.UTF_8);
    }

    /** A class that remembers nothing, before the real one on the class path: there is no switch in the product. */
    private static Path withoutDedup(Scratch scratch) throws IOException {
        Path classes = scratch.path().resolve("without-dedup");
        if (Files.exists(classes)) {
            return classes;
        }
        Path source = Files.createDirectory(classes).resolve("Windows.java");
        try (InputStream in = Site.class.getResourceAsStream("/without-dedup/Windows.java.txt")) {
            Files.write(source, Objects.requireNonNull(in).readAllBytes());
        }
        int exit = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-proc:none",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-d",
                        classes.toString(),
                        source.toString());
        if (exit != 0) {
            throw new IllegalStateException("the class that switches dedup off does not compile");
        }
        return classes;
    }

    Guards guards() {
        return guards;
    }

    /** Has it work for a while. */
    Turn turn(int inFlight, long nanos) throws IOException {
        orders.println(inFlight + " " + nanos);
        String answer = answers.readLine();
        if (answer == null) {
            throw new IllegalStateException("the worker with " + guards.text() + " has ended");
        }
        String[] numbers = answer.split(" ", -1);
        return new Turn(Double.parseDouble(numbers[0]), Double.parseDouble(numbers[1]));
    }

    @Override
    public void close() throws InterruptedException {
        orders.close();
        process.waitFor();
    }
}
