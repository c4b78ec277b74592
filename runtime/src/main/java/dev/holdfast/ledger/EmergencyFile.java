package dev.holdfast.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.holdfast.host.FatalErrors;
import dev.holdfast.host.Workers;
import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.Directory.Access;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where ledger records go that the journal does not take: one JSON object a line, forced. When even that fails, the
 * record goes to the log at level ERROR. Safe for use by any thread; never blocks.
 */
final class EmergencyFile {

    private static final Logger LOG = LoggerFactory.getLogger(EmergencyFile.class);

    private final Disk disk;
    private final Path path;
    private final Workers writer;
    private final ObjectMapper json;
    private final int limit;
    private final AtomicInteger queued = new AtomicInteger();

    EmergencyFile(Disk disk, Path path, Workers writer, ObjectMapper json, int limit) {
        this.disk = disk;
        this.path = path;
        this.writer = writer;
        this.json = json;
        this.limit = limit;
    }

    /** Writes a record; {@code done} is run when it is durable, or when it never will be. */
    void write(LedgerRecord record, Runnable done) {
        if (queued.incrementAndGet() > limit) {
            queued.decrementAndGet();
            done.run();
            lastResort(record, new IOException("more than " + limit + " records wait for it"));
            return;
        }
        writer.execute(() -> {
            try {
                append(line(record));
            } catch (IOException | RuntimeException | Error e) {
                lastResort(record, e);
                FatalErrors.rethrow(e);
            } finally {
                queued.decrementAndGet();
                done.run();
            }
        });
    }

    private void append(String line) throws IOException {
        Path parent = path.toAbsolutePath().getParent();
        Path name = path.getFileName();
        if (parent == null || name == null) {
            throw new IOException("'" + path + "' is no file's path");
        }
        try (Directory directory = disk.open(parent);
                StorageFile file = open(directory, name.toString())) {
            file.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), file.size());
            file.forceWithMetadata();
        }
    }

    private static StorageFile open(Directory directory, String name) throws IOException {
        if (directory.list().contains(name)) {
            return directory.open(name, Access.READ_WRITE);
        }
        StorageFile file = directory.create(name);
        directory.force();
        return file;
    }

    private String line(LedgerRecord record) throws JsonProcessingException {
        return json.writeValueAsString(record) + "\n";
    }

    private void lastResort(LedgerRecord record, Throwable cause) {
        LOG.error("the ledger's emergency file {} did not take {}", path, record, cause);
    }
}
