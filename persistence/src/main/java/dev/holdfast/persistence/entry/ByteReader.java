package dev.holdfast.persistence.entry;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Big-endian input that never believes a length: whatever misfits is a {@link CorruptEntryException}. */
final class ByteReader {

    private final String what;
    private final ByteBuffer buffer;

    /**
     * Reads from the beginning.
     *
     * @param what what the bytes should be, for messages
     */
    ByteReader(String what, byte[] bytes) {
        this.what = what;
        buffer = ByteBuffer.wrap(bytes);
    }

    int u8() {
        try {
            return buffer.get() & 0xff;
        } catch (BufferUnderflowException e) {
            throw tooShort(1);
        }
    }

    int u16() {
        try {
            return buffer.getShort() & 0xffff;
        } catch (BufferUnderflowException e) {
            throw tooShort(2);
        }
    }

    int i32() {
        try {
            return buffer.getInt();
        } catch (BufferUnderflowException e) {
            throw tooShort(4);
        }
    }

    long i64() {
        try {
            return buffer.getLong();
        } catch (BufferUnderflowException e) {
            throw tooShort(8);
        }
    }

    byte[] bytes() {
        int length = i32();
        if (length < 0 || length > buffer.remaining()) {
            throw tooShort(length);
        }
        byte[] value = new byte[length];
        buffer.get(value);
        return value;
    }

    String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    /** A count of things that take at least {@code least} bytes each. */
    int count(int least) {
        int count = i32();
        if (count < 0 || (long) count * least > buffer.remaining()) {
            throw tooShort(count);
        }
        return count;
    }

    void end() {
        if (buffer.hasRemaining()) {
            throw new CorruptEntryException(what + " of " + buffer.limit() + " bytes has " + buffer.remaining()
                    + " bytes behind its end at offset " + buffer.position());
        }
    }

    int position() {
        return buffer.position();
    }

    private CorruptEntryException tooShort(int wanted) {
        return new CorruptEntryException(what + " of " + buffer.limit() + " bytes ends at offset " + buffer.position()
                + ", where " + wanted + " more were expected");
    }
}
