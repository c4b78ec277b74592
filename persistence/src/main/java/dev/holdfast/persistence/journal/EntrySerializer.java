package dev.holdfast.persistence.journal;

import dev.holdfast.persistence.entry.StoredEntry;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Pekko's view of entries: their bytes, as they are, under a stable manifest. */
public final class EntrySerializer extends SerializerWithStringManifest {

    /** The serializer's id, which is part of format v1. */
    static final int ID = 1_740_815;

    static final String MANIFEST = "holdfast-entry";

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object entry) {
        return MANIFEST;
    }

    @Override
    public byte[] toBinary(Object entry) {
        return ((StoredEntry) entry).bytes();
    }

    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        if (!manifest.equals(MANIFEST)) {
            throw new IllegalArgumentException("'" + manifest + "' is no manifest of an entry; expected " + MANIFEST);
        }
        return StoredEntry.of(bytes);
    }
}
