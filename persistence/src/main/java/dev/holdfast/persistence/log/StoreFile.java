package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The file {@code holdfast.store}: what a directory belongs to.
 *
 * @param id the log's identity
 * @param term how often it was opened
 * @param durableFrame no fewer frames than this were durable when the term began; so a lost tail of older frames is
 *     noticed
 * @param members the directories that hold a copy
 */
record StoreFile(StoreId id, long term, long durableFrame, List<String> members) {

    static final String NAME = "holdfast.store";

    private static final String NEXT = "holdfast.store.next";
    private static final long MAGIC = 0x48464153544F5245L; // "HFASTORE"
    private static final int VERSION = 1;
    private static final int MIN_BYTES = 52;
    private static final int MAX_BYTES = 1 << 20;

    /** Of a log that was never opened. */
    static StoreFile create(StoreId id, String member) {
        return new StoreFile(id, 0, 0, List.of(member));
    }

    /** At the next opening, from the directory where it now is. */
    StoreFile nextTerm(long newDurableFrame, String member) {
        return new StoreFile(id, term + 1, newDurableFrame, List.of(member));
    }

    /** Reads it; empty if there is none. */
    static Optional<StoreFile> read(Directory directory) throws IOException {
        try (StorageFile file = directory.open(NAME, Directory.Access.READ)) {
            ByteBuffer bytes = ByteBuffer.allocate((int) Math.min(file.size(), MAX_BYTES));
            file.read(bytes, 0);
            return Optional.of(decode(directory, bytes.flip()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    private static StoreFile decode(Directory directory, ByteBuffer bytes) {
        int checked = bytes.limit() - Integer.BYTES;
        if (bytes.limit() < MIN_BYTES
                || bytes.getLong(0) != MAGIC
                || bytes.getInt(checked) != Checksum.of(bytes, 0, checked)) {
            throw new CorruptLogException(
                    directory.path().toString(), Damage.inFile(NAME, 0), "magic, length or checksum is wrong");
        }
        if (bytes.getInt(8) != VERSION) {
            throw new LogException("Log " + directory.path() + " is written in format " + bytes.getInt(8)
                    + ", this release reads format " + VERSION + "; it stays as it is. Use a newer release");
        }
        ByteBuffer source = bytes.position(12);
        StoreId id = StoreId.read(source);
        long term = source.getLong();
        long durableFrame = source.getLong();
        int count = source.getInt();
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] member = new byte[Short.toUnsignedInt(source.getShort())];
            source.get(member);
            members.add(new String(member, StandardCharsets.UTF_8));
        }
        return new StoreFile(id, term, durableFrame, List.copyOf(members));
    }

    /** Replaces the file, durably: after a crash either the old one stands there or this one. */
    void write(Directory directory) throws IOException {
        if (directory.list().contains(NEXT)) {
            directory.delete(NEXT);
        }
        try (StorageFile file = directory.create(NEXT)) {
            file.write(encode(), 0);
            file.forceWithMetadata();
        }
        directory.rename(NEXT, NAME);
        directory.force();
    }

    private ByteBuffer encode() {
        List<byte[]> texts =
                members.stream().map(m -> m.getBytes(StandardCharsets.UTF_8)).toList();
        int size =
                MIN_BYTES + texts.stream().mapToInt(t -> Short.BYTES + t.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(size);
        bytes.putLong(MAGIC).putInt(VERSION);
        id.write(bytes);
        bytes.putLong(term).putLong(durableFrame).putInt(members.size());
        texts.forEach(text -> bytes.putShort((short) text.length).put(text));
        bytes.putInt(Checksum.of(bytes, 0, bytes.position()));
        return bytes.flip();
    }
}
