package dev.holdfast.persistence.entry;

import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import java.util.Arrays;

/**
 * A user's value as it is stored: under a stable name, never a class name. The bytes are not copied; nobody may change
 * them.
 */
public final class Encoded {

    private final String name;
    private final int version;
    private final byte[] bytes;

    /**
     * Wraps bytes.
     *
     * @param name the stable name of the value's type
     * @param version the version of that type, from 1
     * @param bytes the serialized value; owned by this object from now on
     */
    public Encoded(String name, int version, byte[] bytes) {
        if (name.isEmpty() || version < 1 || version > 0xffff) {
            throw new IllegalArgumentException(
                    "an encoded value needs a name and a version of 1 to 65535, got '" + name + "' version " + version);
        }
        this.name = name;
        this.version = version;
        this.bytes = bytes;
    }

    /** The stable name of the value's type. */
    public String name() {
        return name;
    }

    /** The version of that type, from 1. */
    public int version() {
        return version;
    }

    /** The serialized value, not a copy. */
    public byte[] bytes() {
        return bytes;
    }

    /** 64 bits over name, version and bytes (XXH3): tells one command from another, but does not resist forgery. */
    public long digest() {
        Hasher64 hasher = Hashing.xxh3_64();
        return hasher.hashLongLongLongToLong(hasher.hashCharsToLong(name), version, hasher.hashBytesToLong(bytes));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Encoded that
                && name.equals(that.name)
                && version == that.version
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * (31 * name.hashCode() + version) + Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return name + "/" + version + "[" + bytes.length + " bytes]";
    }
}
