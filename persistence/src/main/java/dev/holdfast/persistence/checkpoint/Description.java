package dev.holdfast.persistence.checkpoint;

import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Serialized;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** What stands in a file between header and state: whose checkpoint it is, and what is needed to use the state. */
final class Description {

    static final int COMPONENT_STATE = 1;
    static final int PEKKO_SNAPSHOT = 2;

    private Description() {}

    static int kind(Checkpoint.Content content) {
        return content instanceof ComponentState ? COMPONENT_STATE : PEKKO_SNAPSHOT;
    }

    static byte[] encode(Checkpoint checkpoint) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            byte[] id = Checkpoint.encode(checkpoint.id());
            out.writeShort(id.length);
            out.write(id);
            if (checkpoint.content() instanceof ComponentState component) {
                write(component, out);
            } else if (checkpoint.content() instanceof PekkoSnapshot snapshot) {
                write(snapshot, out);
            }
        }
        return bytes.toByteArray();
    }

    private static void write(ComponentState component, DataOutputStream out) throws IOException {
        out.writeLong(component.revision());
        out.writeLong(component.hash().high());
        out.writeLong(component.hash().low());
        writeType(component.history(), out);
        writeBytes(component.history().bytes(), out);
        writeType(component.state(), out);
    }

    private static void writeType(Encoded value, DataOutputStream out) throws IOException {
        out.writeUTF(value.name());
        out.writeShort(value.version());
    }

    private static void write(PekkoSnapshot snapshot, DataOutputStream out) throws IOException {
        writeType(snapshot.snapshot(), out);
        out.writeBoolean(snapshot.metadata().isPresent());
        if (snapshot.metadata().isPresent()) {
            writeType(snapshot.metadata().get(), out);
            writeBytes(snapshot.metadata().get().bytes(), out);
        }
    }

    private static void writeType(Serialized object, DataOutputStream out) throws IOException {
        out.writeInt(object.serializer());
        out.writeUTF(object.manifest());
    }

    private static void writeBytes(byte[] bytes, DataOutputStream out) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    /** The whole checkpoint, from bytes whose checksums fit. */
    static Checkpoint decode(Header header, byte[] description, byte[] state) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(description))) {
            String id = new String(in.readNBytes(in.readUnsignedShort()), StandardCharsets.UTF_8);
            Checkpoint.Content content = switch (header.kind()) {
                case COMPONENT_STATE -> readComponent(header.digest(), in, state);
                case PEKKO_SNAPSHOT -> readSnapshot(header.digest(), in, state);
                default -> throw new MisfitException("its content is of the unknown kind " + header.kind());
            };
            if (in.available() > 0) {
                throw new MisfitException("its description has " + in.available() + " bytes behind its end");
            }
            return new Checkpoint(id, header.sequence(), header.timestamp(), content);
        } catch (EOFException | IllegalArgumentException e) {
            throw new MisfitException("its description makes no sense (" + e + ")");
        }
    }

    private static ComponentState readComponent(Digest digest, DataInputStream in, byte[] state) throws IOException {
        return new ComponentState(
                in.readLong(),
                new HistoryHash(in.readLong(), in.readLong()),
                digest,
                new Encoded(in.readUTF(), in.readUnsignedShort(), readBytes(in)),
                new Encoded(in.readUTF(), in.readUnsignedShort(), state));
    }

    private static PekkoSnapshot readSnapshot(Digest digest, DataInputStream in, byte[] state) throws IOException {
        Serialized snapshot = new Serialized(in.readInt(), in.readUTF(), state);
        Optional<Serialized> metadata = in.readBoolean()
                ? Optional.of(new Serialized(in.readInt(), in.readUTF(), readBytes(in)))
                : Optional.empty();
        return new PekkoSnapshot(digest, snapshot, metadata);
    }

    private static byte[] readBytes(DataInputStream in) throws IOException {
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new EOFException(length + " more bytes were expected, " + in.available() + " are there");
        }
        return in.readNBytes(length);
    }
}
