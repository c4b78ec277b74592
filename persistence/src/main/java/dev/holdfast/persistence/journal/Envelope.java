package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.log.StoredRecord;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
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
record Envelope(
        long timestamp, String writer, String adapterManifest, Serialized payload, Optional<Serialized> metadata) {

    private static final int FORMAT = 1;

    /** The envelope of an entry, as Pekko's serialization with {@link EntrySerializer} makes it. */
    static Envelope of(long timestamp, String writer, StoredEntry entry) {
        Serialized payload = new Serialized(EntrySerializer.ID, EntrySerializer.MANIFEST, entry.bytes());
        return new Envelope(timestamp, writer, "", payload, Optional.empty());
    }

    byte[] toBytes() {
        int fixed = Byte.BYTES + Long.BYTES + Byte.BYTES;
        int texts = ModifiedUtf8.size(writer) + ModifiedUtf8.size(adapterManifest);
        int objects = size(payload) + metadata.map(Envelope::size).orElse(0);
        ByteBuffer bytes = ByteBuffer.allocate(fixed + texts + objects);
        bytes.put((byte) FORMAT).putLong(timestamp);
        ModifiedUtf8.write(writer, bytes);
        ModifiedUtf8.write(adapterManifest, bytes);
        write(payload, bytes);
        bytes.put((byte) (metadata.isPresent() ? 1 : 0));
        metadata.ifPresent(object -> write(object, bytes));
        return bytes.array();
    }

    private static int size(Serialized object) {
        return 2 * Integer.BYTES + ModifiedUtf8.size(object.manifest()) + object.bytes().length;
    }

    private static void write(Serialized object, ByteBuffer to) {
        to.putInt(object.serializer());
        ModifiedUtf8.write(object.manifest(), to);
        to.putInt(object.bytes().length).put(object.bytes());
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

    private static Serialized read(DataInputStream in) throws IOException {
        int serializer = in.readInt();
        String manifest = in.readUTF();
        int length = in.readInt();
        if (length < 0 || length > in.available()) {
            throw new IOException("it ends before its payload of " + length + " bytes");
        }
        return new Serialized(serializer, manifest, in.readNBytes(length));
    }
}
