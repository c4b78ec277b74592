package dev.holdfast.persistence.checkpoint;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * A checkpoint as its bytes, which is how it travels to and from a snapshot store that is not ours. They are those of a
 * checkpoint's file (docs/internals/checkpoint-format.md), of no log and with the number 0. The bytes are not copied;
 * nobody may change them.
 */
public final class StoredCheckpoint {

    private static final LogId NO_LOG = new LogId(0, 0);

    private final byte[] bytes;

    private StoredCheckpoint(byte[] bytes) {
        this.bytes = bytes;
    }

    /** Encodes a checkpoint. */
    public static StoredCheckpoint encode(Checkpoint checkpoint) {
        Checkpoint.Content content = checkpoint.content();
        byte[] description = description(checkpoint);
        byte[] state = content.bytes();
        Header header = new Header(
                Description.kind(content),
                NO_LOG,
                0,
                checkpoint.sequence(),
                checkpoint.timestamp(),
                content.digest(),
                description.length,
                state.length);
        ByteBuffer all = ByteBuffer.allocate(Math.toIntExact(header.fileBytes()));
        header.write(all);
        all.put(description).put(state);
        all.putInt(checksum(all.array()));
        return new StoredCheckpoint(all.array());
    }

    private static byte[] description(Checkpoint checkpoint) {
        try {
            return Description.encode(checkpoint);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
    }

    /** Wraps bytes that were read, unchecked; they are owned by this object from now on. */
    public static StoredCheckpoint of(byte[] bytes) {
        return new StoredCheckpoint(bytes);
    }

    /** The bytes, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /**
     * What it holds, all that is known of it compared.
     *
     * @param id whose it should be
     * @param sequence the sequence number it should have
     * @throws MisfitException if it is not what was saved
     */
    public Checkpoint decode(String id, long sequence) throws IOException {
        require(bytes.length >= Header.BYTES + Integer.BYTES, "it ends at byte " + bytes.length);
        Header header = Header.read(ByteBuffer.wrap(bytes));
        require(
                bytes.length == header.fileBytes(),
                "it is " + bytes.length + " bytes long, but was " + header.fileBytes());
        int checksum = ByteBuffer.wrap(bytes).getInt(bytes.length - Integer.BYTES);
        require(checksum == checksum(bytes), "its checksum is wrong");
        int stateAt = Header.BYTES + header.descriptionBytes();
        Checkpoint checkpoint = Description.decode(
                header,
                Arrays.copyOfRange(bytes, Header.BYTES, stateAt),
                Arrays.copyOfRange(bytes, stateAt, stateAt + header.stateBytes()));
        require(checkpoint.id().equals(id), "it is of " + checkpoint.id());
        require(checkpoint.sequence() == sequence, "it was saved at sequence number " + checkpoint.sequence());
        Digest digest = Digest.of(checkpoint.content().bytes());
        require(
                digest.equals(checkpoint.content().digest()),
                "the digest of its state is " + digest + ", but was "
                        + checkpoint.content().digest());
        return checkpoint;
    }

    /** Of all but the last four bytes. */
    private static int checksum(byte[] bytes) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, bytes.length - Integer.BYTES);
        return (int) crc.getValue();
    }

    private static void require(boolean condition, String finding) throws MisfitException {
        if (!condition) {
            throw new MisfitException(finding);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof StoredCheckpoint that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return "checkpoint of " + bytes.length + " bytes";
    }
}
