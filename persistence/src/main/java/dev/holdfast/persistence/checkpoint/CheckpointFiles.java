package dev.holdfast.persistence.checkpoint;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.DirectoryLock;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * The directory of a store: one file per checkpoint, written whole under another name, forced, renamed, and never
 * changed again. Which names exist is certain only after {@link #force}.
 *
 * <p>Reading is safe for use by any thread; the rest is for one.
 */
final class CheckpointFiles implements AutoCloseable {

    static final String LOCK = "holdfast.lock";

    private final Directory directory;
    private final DirectoryLock lock;
    private final LogId log;
    private final List<CheckpointName> found;

    private CheckpointFiles(Directory directory, DirectoryLock lock, LogId log) throws IOException {
        this.directory = directory;
        this.lock = lock;
        this.log = log;
        for (String name : directory.list()) {
            if (CheckpointName.isUnfinished(name)) {
                directory.delete(name);
            }
        }
        directory.force(); // what is found was durable, although a process killed before its force may have left it
        this.found = directory.list().stream()
                .map(CheckpointName::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** Locks the directory, removes what saves that were cut short left over, and reads nothing but names. */
    static CheckpointFiles open(Directory directory, LogId log) throws IOException {
        DirectoryLock lock = directory.lock(LOCK);
        try {
            return new CheckpointFiles(directory, lock, log);
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** What was there when the directory was opened. */
    List<CheckpointName> found() {
        return found;
    }

    String path(CheckpointName name) {
        return directory.path().resolve(name.fileName()).toString();
    }

    /** Writes a checkpoint and gives it its name; if that fails, nothing is left. */
    void write(CheckpointName name, Checkpoint checkpoint) throws IOException {
        try {
            try (StorageFile file = directory.create(name.unfinished())) {
                write(file, name, checkpoint);
                file.forceWithMetadata();
            }
            directory.rename(name.unfinished(), name.fileName());
        } catch (IOException | RuntimeException | Error e) {
            discard(name.unfinished(), e);
            throw e;
        }
    }

    private void write(StorageFile file, CheckpointName name, Checkpoint checkpoint) throws IOException {
        byte[] description = Description.encode(checkpoint);
        byte[] state = checkpoint.content().bytes();
        Header header = new Header(
                Description.kind(checkpoint.content()),
                log,
                name.number(),
                name.sequence(),
                name.timestamp(),
                checkpoint.content().digest(),
                description.length,
                state.length);
        ByteBuffer start = ByteBuffer.allocate(Header.BYTES + description.length);
        header.write(start);
        start.put(description).flip();
        int checksum = checksum(start.array(), state);
        file.write(start, 0);
        file.write(ByteBuffer.wrap(state), start.limit());
        file.write(ByteBuffer.allocate(Integer.BYTES).putInt(checksum).flip(), header.fileBytes() - Integer.BYTES);
    }

    /** Removes a file after a failure, which it adds to if it fails, too. */
    void discard(String fileName, Throwable failure) {
        try {
            directory.delete(fileName);
        } catch (NoSuchFileException alreadyGone) {
            // which is what was wanted
        } catch (IOException e) {
            if (e != failure) { // which refuses itself
                failure.addSuppressed(e);
            }
        }
    }

    void delete(CheckpointName name) throws IOException {
        try {
            directory.delete(name.fileName());
        } catch (NoSuchFileException alreadyGone) {
            // which is what was wanted
        }
    }

    void force() throws IOException {
        directory.force();
    }

    /**
     * Reads a checkpoint, and compares all that is known of it.
     *
     * @throws MisfitException if it is not what was saved under that name
     */
    Checkpoint read(CheckpointName name, String id) throws IOException {
        Checkpoint checkpoint;
        try (StorageFile file = directory.open(name.fileName(), Directory.Access.READ)) {
            Header header = header(file);
            require(header.log().equals(log), "it belongs to the log " + header.log() + ", and this is " + log);
            require(
                    header.sequence() == name.sequence()
                            && header.timestamp() == name.timestamp()
                            && header.number() == name.number(),
                    "it was saved under another name");
            checkpoint = body(file, header);
        }
        require(checkpoint.id().equals(id), "it is of " + checkpoint.id());
        Digest digest = Digest.of(checkpoint.content().bytes());
        require(
                digest.equals(checkpoint.content().digest()),
                "the digest of its state is " + digest + ", but was "
                        + checkpoint.content().digest());
        return checkpoint;
    }

    private static Header header(StorageFile file) throws IOException {
        Header header = Header.read(ByteBuffer.wrap(bytes(file, 0, Header.BYTES)));
        require(
                file.size() == header.fileBytes(),
                "it is " + file.size() + " bytes long, but was " + header.fileBytes());
        return header;
    }

    private static Checkpoint body(StorageFile file, Header header) throws IOException {
        byte[] start = bytes(file, 0, Header.BYTES + header.descriptionBytes());
        byte[] state = bytes(file, start.length, header.stateBytes());
        int checksum = ByteBuffer.wrap(bytes(file, header.fileBytes() - Integer.BYTES, Integer.BYTES))
                .getInt();
        require(checksum == checksum(start, state), "its checksum is wrong");
        byte[] description = new byte[header.descriptionBytes()];
        System.arraycopy(start, Header.BYTES, description, 0, description.length);
        return Description.decode(header, description, state);
    }

    private static byte[] bytes(StorageFile file, long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        int read = file.read(ByteBuffer.wrap(bytes), position);
        require(read == length, "it ends at byte " + (position + read));
        return bytes;
    }

    private static int checksum(byte[] start, byte[] state) {
        CRC32C crc = new CRC32C();
        crc.update(start);
        crc.update(state);
        return (int) crc.getValue();
    }

    private static void require(boolean condition, String finding) throws MisfitException {
        if (!condition) {
            throw new MisfitException(finding);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            lock.close();
        } finally {
            directory.close();
        }
    }
}
