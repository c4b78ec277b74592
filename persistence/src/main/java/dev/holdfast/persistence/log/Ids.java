package dev.holdfast.persistence.log;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** How ids become bytes. */
final class Ids {

    static final int MAX_BYTES = 65535;

    private Ids() {}

    /**
     * The id in UTF-8.
     *
     * @throws IllegalArgumentException if it is empty, too long, or not text: half a surrogate pair would come back as
     *     a question mark, and two ids as one
     */
    static byte[] encode(String id) {
        ByteBuffer bytes;
        try {
            bytes = StandardCharsets.UTF_8
                    .newEncoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(id));
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Id " + id + " is not well-formed Unicode and cannot be stored", e);
        }
        if (bytes.limit() == 0 || bytes.limit() > MAX_BYTES) {
            String shown = id.length() > 40 ? id.substring(0, 40) + "…" : id;
            throw new IllegalArgumentException("Id '" + shown + "' has " + bytes.limit()
                    + " bytes in UTF-8; an id has at least 1 and at most " + MAX_BYTES);
        }
        byte[] encoded = new byte[bytes.limit()];
        bytes.get(encoded);
        return encoded;
    }

    static String decode(byte[] source, int offset, int length) {
        return new String(source, offset, length, StandardCharsets.UTF_8);
    }
}
