package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.StoredRecord;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * What the journal plugin stores as one record of the log: Pekko's {@code PersistentRepr} with its payload serialized.
 * Format v1, big-endian; a text is u16 length and modified UTF-8.
 *
 * <pre>
 * u8   format version, 1
 * i64  timestamp, milliseconds since 1970
 * text writer uuid
 * text adapter manifest
 * i32  serializer id, text manifest, u32 length, payload
 * u8   1 when metadata follows, in the same form as the payload
 * </pre>
 */
record Envelope(long timestamp, String writer, String adapterManifest, Part payload, Optional<Part> metadata) {

    private static final int FORMAT = 1;

    /** A serialized object. */
    @SuppressWarnings("ArrayRecordComponent") // it only travels between serializer and log
    record Part(int serializer, String manifest, byte[] bytes) {}

    /** The envelope of an entry, as Pekko's serialization with {@link EntrySerializer} makes it. */
    static Envelope of(long timestamp, String writer, StoredEntry entry) {
        Part payload = new Part(EntrySerializer.ID, EntrySerializer.MANIFEST, entry.bytes());
        return new Envelope(timestamp, writer, "", payload, Optional.empty());
    }

    byte[] toBytes() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(payload.bytes.length + 96);
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeByte(FORMAT);
            out.writeLong(timestamp);
            out.writeUTF(writer);
            out.writeUTF(adapterManifest);
            write(payload, out);
            out.writeBoolean(metadata.isPresent());
            if (metadata.isPresent()) {
                write(metadata.get(), out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("an event's envelope cannot be written", e);
        }
        return bytes.toByteArray();
    }

    /** The envelope in a record; fails with {@link UnreadableRecordException}, naming the record. */
    static Envelope of(StoredRecord record) {
        try {
            return parse(record.payload());
        } catch (IOException e) {
            throw new UnreadableRecordException(
                    "record " + record.sequence() + " of " + record.id() + " cannot be read as an event: "
                            + e.getMessage(),
                    e);
        }
    }

    private static Envelope parse(byte[] bytes) throws IOException {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            int format = in.readUnsignedByte();
            if (format != FORMAT) {
                throw new IOException("it is of format " + format + ", but this version of Holdfast reads " + FORMAT);
            }
            Envelope envelope = new Envelope(
                    in.readLong(),
                    in.readUTF(),
                    in.readUTF(),
                    read(in),
                    in.readBoolean() ? Optional.of(read(in)) : Optional.empty());
            if (in.available() > 0) {
                throw new IOException("it has " + in.available() + " bytes behind its end");
            }
            return envelope;
        } catch (EOFException e) {
            throw new IOException("its " + bytes.length + " bytes end too early", e);
        }
    }

    private static void write(Part part, DataOutputStream out) throws IOException {
        out.writeInt(part.serializer);
        out.writeUTF(part.manifest);
        out.writeInt(part.bytes.length);
        out.write(part.bytes);
    }

    private static Part read(DataInputStream in) throws IOException {
        int serializer = in.readInt();
        String manifest = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("it ends before its payload of " + length + " bytes");
        }
        return new Part(serializer, manifest, in.readNBytes(length));
    }
}
