package dev.holdfast.examples.flights;

import dev.holdfast.host.ThreadSource;
import dev.holdfast.host.Workers;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Another JVM on the same class path, whose stdout is read line by line and whose stderr goes to a file. It ends when this
 * process ends, however that happens: it watches its stdin ({@link Parent}), which only this process holds open.
 *
 * <p>Not safe for use by several threads.
 */
final class ChildProcess implements AutoCloseable {

    private static final Duration SILENCE = Duration.ofMinutes(2);
    private static final int SHOWN = 30;

    private final String name;
    private final Process process;
    private final Path errors;
    /** How many bytes of the file are of an earlier process. */
    private final long errorsBefore;

    private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();
    private final Workers pump;

    private ChildProcess(String name, Process process, Path errors, long errorsBefore) {
        this.name = name;
        this.process = process;
        this.errors = errors;
        this.errorsBefore = errorsBefore;
        this.pump = ThreadSource.system().workers("output of " + name, 1);
        pump.execute(this::readAll);
    }

    /**
     * Starts it.
     *
     * @param name for messages
     * @param errors the file to which its stderr is appended
     * @param options of the JVM
     * @param before what comes before the class path of this process
     * @param main its main class
     */
    static ChildProcess start(String name, Path errors, List<String> options, List<Path> before, String main)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add("-cp");
        List<String> classPath = new ArrayList<>();
        before.forEach(path -> classPath.add(path.toString()));
        classPath.add(System.getProperty("java.class.path"));
        command.add(String.join(File.pathSeparator, classPath));
        command.add(main);
        long written = Files.exists(errors) ? Files.size(errors) : 0;
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.appendTo(errors.toFile()))
                .start();
        return new ChildProcess(name, process, errors, written);
    }

    private void readAll() {
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                lines.add(Optional.of(line));
            }
        } catch (IOException e) {
            // a killed process leaves a broken stream; its exit status tells the rest
        } finally {
            lines.add(Optional.empty());
        }
    }

    /** The next line of its stdout; empty at the end. */
    Optional<String> line() throws RunFailedException {
        Optional<String> line = await(() -> lines.poll(SILENCE.toSeconds(), TimeUnit.SECONDS));
        if (line == null) {
            kill();
            throw failed("said nothing for " + SILENCE.toSeconds() + " s and was killed");
        }
        return line;
    }

    /** Ends it by SIGKILL and waits until it is gone. */
    void kill() throws RunFailedException {
        process.destroyForcibly();
        exit();
    }

    /** Waits for its end. */
    int exit() throws RunFailedException {
        boolean ended = await(() -> process.waitFor(SILENCE.toSeconds(), TimeUnit.SECONDS));
        if (!ended) {
            throw failed("did not end within " + SILENCE.toSeconds() + " s");
        }
        return process.exitValue();
    }

    /** The error for a process that went wrong, with the end of what it wrote to stderr. */
    RunFailedException failed(String how) {
        String written;
        try {
            Deque<String> last = new ArrayDeque<>();
            try (InputStream bytes = Files.newInputStream(errors);
                    BufferedReader in = new BufferedReader(new InputStreamReader(bytes, StandardCharsets.UTF_8))) {
                bytes.skipNBytes(errorsBefore);
                for (String line = in.readLine(); line != null; line = in.readLine()) {
                    last.addLast(line);
                    if (last.size() > SHOWN) {
                        last.removeFirst();
                    }
                }
            }
            written = last.isEmpty()
                    ? "it wrote nothing to stderr"
                    : "the end of its stderr:\n  " + String.join("\n  ", last);
        } catch (IOException e) {
            written = "its stderr cannot be read: " + e.getMessage();
        }
        return new RunFailedException(name + " " + how + "; " + written);
    }

    @Override
    public void close() {
        process.destroyForcibly();
        pump.close();
    }

    @FunctionalInterface
    private interface Waiting<T> {
        T get() throws InterruptedException;
    }

    private <T> T await(Waiting<T> waiting) throws RunFailedException {
        try {
            return waiting.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RunFailedException("interrupted while " + name + " was running", e);
        }
    }
}
