package dev.holdfast.persistence.plugin;

import dev.holdfast.persistence.checkpoint.StoredCheckpoint;
import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Pekko's view of checkpoints in a snapshot store that is not ours: their bytes, as they are, under a stable manifest. */
public final class CheckpointSerializer extends SerializerWithStringManifest {

    private static final int ID = 1_740_816;

    private static final String MANIFEST = "holdfast-checkpoint";

    @Override
    public int identifier() {
        return ID;
    }

    @Override
    public String manifest(Object checkpoint) {
        return MANIFEST;
    }

    @Override
    public byte[] toBinary(Object checkpoint) {
        return ((StoredCheckpoint) checkpoint).bytes();
    }

    /** Damage is found by whoever decodes them, who can then take an older one; an exception here would end the search. */
    @Override
    public Object fromBinary(byte[] bytes, String manifest) {
        if (!manifest.equals(MANIFEST)) {
            throw new IllegalArgumentException(
                    "'" + manifest + "' is no manifest of a checkpoint; expected " + MANIFEST);
        }
        return StoredCheckpoint.of(bytes);
    }
}
