package dev.holdfast.persistence.entry;

/**
 * An object as one of Pekko's serializers wrote it; what {@link Encoded} is for the values of components. The bytes are
 * not copied; nobody may change them.
 *
 * @param serializer the serializer's id
 * @param manifest what that serializer must know to read the bytes; may be empty
 * @param bytes what it wrote; may be empty
 */
@SuppressWarnings("ArrayRecordComponent") // it only travels between serializer and disk
public record Serialized(int serializer, String manifest, byte[] bytes) {}
