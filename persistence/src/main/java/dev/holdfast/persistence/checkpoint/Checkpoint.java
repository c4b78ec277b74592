package dev.holdfast.persistence.checkpoint;

import java.nio.charset.StandardCharsets;

/**
 * A state at an entry boundary.
 *
 * @param id whose state: a persistence id, not empty, at most 65535 bytes of UTF-8
 * @param sequence the sequence number of the last entry that the state reflects, at least 0
 * @param timestamp when it was captured, in milliseconds since 1970, at least 0
 * @param content the state, and what is needed to use it
 */
public record Checkpoint(String id, long sequence, long timestamp, Content content) {

    private static final int MAX_ID_BYTES = 65535;

    public Checkpoint {
        encode(id);
        if (sequence < 0 || timestamp < 0) {
            throw new IllegalArgumentException(
                    "a checkpoint of " + id + " needs a sequence number and a timestamp of at" + " least 0, got "
                            + sequence + " and " + timestamp);
        }
    }

    /** What is kept of a component differs from what is kept of any other persistent actor. */
    public sealed interface Content permits ComponentState, PekkoSnapshot {

        /** The serialized state, not a copy. */
        byte[] bytes();

        /** The digest of these bytes when the state was captured. */
        Digest digest();
    }

    /** An id in UTF-8. */
    static byte[] encode(String id) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(id)) {
            throw new IllegalArgumentException(
                    "id " + id + " is not well-formed Unicode: half a surrogate pair would be"
                            + " stored as a question mark, and two ids as one");
        }
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length == 0 || bytes.length > MAX_ID_BYTES) {
            String shown = id.length() > 40 ? id.substring(0, 40) + "…" : id;
            throw new IllegalArgumentException("id '" + shown + "' has " + bytes.length
                    + " bytes in UTF-8; an id has at least 1 and at most " + MAX_ID_BYTES);
        }
        return bytes;
    }
}
