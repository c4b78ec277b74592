package dev.holdfast.examples.flights;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.function.Consumer;

/** Sets bad rows aside in a file, and reports the first of them on stderr. Not safe for use by several threads. */
final class BadRows implements Consumer<BadRow>, AutoCloseable {

    private static final int REPORTED = 100;

    private final Path file;
    private final Progress progress;
    private final PrintWriter out;
    private long count;

    /** @param file what they are written to, over anything in it */
    BadRows(Path file, Progress progress) throws IOException {
        this.file = file;
        this.progress = progress;
        this.out = new PrintWriter(file.toFile(), StandardCharsets.UTF_8);
        out.println("line,reason,text");
    }

    @Override
    public void accept(BadRow row) {
        out.println(String.join(",", Long.toString(row.line()), quoted(row.reason()), quoted(row.text())));
        count++;
        if (count <= REPORTED) {
            progress.say("line %d set aside: %s", row.line(), row.reason());
        }
    }

    @Override
    public void close() throws IOException {
        out.close();
        if (out.checkError()) {
            throw new IOException("the rows set aside cannot be written to " + file);
        }
        if (count > REPORTED) {
            progress.say("… and %s more", String.format(Locale.ROOT, "%,d", count - REPORTED));
        }
    }

    private static String quoted(String text) {
        return '"' + text.replace("\"", "\"\"") + '"';
    }
}
