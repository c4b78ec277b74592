package dev.holdfast.persistence.entry;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Big-endian output into an array that grows. */
final class ByteWriter {

    private ByteBuffer buffer;

    ByteWriter(int capacity) {
        buffer = ByteBuffer.allocate(capacity);
    }

    ByteWriter u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    ByteWriter u16(int value) {
        if (value < 0 || value > 0xffff) {
            throw new IllegalArgumentException(value + " does not fit 16 bits");
        }
        room(2).putShort((short) value);
        return this;
    }

    ByteWriter i32(int value) {
        room(4).putInt(value);
        return this;
    }

    ByteWriter i64(long value) {
        room(8).putLong(value);
        return this;
    }

    ByteWriter bytes(byte[] value) {
        room(4 + value.length).putInt(value.length).put(value);
        return this;
    }

    ByteWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** What this writer holds, then what another holds. */
    byte[] toBytesWith(ByteWriter other) {
        int own = buffer.position();
        byte[] result = Arrays.copyOf(buffer.array(), own + other.buffer.position());
        System.arraycopy(other.buffer.array(), 0, result, own, other.buffer.position());
        return result;
    }

    private ByteBuffer room(int needed) {
        if (buffer.remaining() < needed) {
            ByteBuffer larger = ByteBuffer.allocate(Math.max(2 * buffer.capacity(), buffer.position() + needed));
            buffer = larger.put(buffer.flip());
        }
        return buffer;
    }
}
