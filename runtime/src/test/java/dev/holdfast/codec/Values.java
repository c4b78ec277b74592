package dev.holdfast.codec;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import dev.holdfast.persistence.entry.Encoded;
import java.util.HexFormat;

/** Values as they lie in a journal. */
public final class Values {

    private Values() {}

    public static ObjectMapper mapper() {
        return new CBORMapper();
    }

    static Encoded stored(String name, int version, String hex) {
        return new Encoded(name, version, HexFormat.of().parseHex(hex));
    }
}
