package dev.holdfast.persistence.log;

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
        byte[] encoded = id.getBytes(StandardCharsets.UTF_8);
        if (hasSurrogates(id) && !new String(encoded, StandardCharsets.UTF_8).equals(id)) {
            throw new IllegalArgumentException("Id " + id + " is not well-formed Unicode and cannot be stored");
        }
        if (encoded.length == 0 || encoded.length > MAX_BYTES) {
            String shown = id.length() > 40 ? id.substring(0, 40) + "…" : id;
            throw new IllegalArgumentException("Id '" + shown + "' has " + encoded.length
                    + " bytes in UTF-8; an id has at least 1 and at most " + MAX_BYTES);
        }
        return encoded;
    }

    private static boolean hasSurrogates(String id) {
        for (int i = 0; i < id.length(); i++) {
            if (Character.isSurrogate(id.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    static String decode(byte[] source, int offset, int length) {
        return new String(source, offset, length, StandardCharsets.UTF_8);
    }
}
