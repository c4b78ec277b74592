package dev.holdfast.persistence.log;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The blocks of indexes that were used last, up to a number of bytes. Safe for use by any thread. */
final class BlockCache {

    /** Plenty for the upper levels of all indexes and what is being read just now. */
    static final int DEFAULT_BYTES = 8 << 20;

    private final Map<Key, byte[]> blocks = new LinkedHashMap<>(16, 0.75f, true);
    private final int maxBytes;
    private int bytes;

    private record Key(SealedTable table, long offset) {}

    BlockCache(int maxBytes) {
        this.maxBytes = maxBytes;
    }

    synchronized Optional<byte[]> get(SealedTable table, long offset) {
        return Optional.ofNullable(blocks.get(new Key(table, offset)));
    }

    synchronized void put(SealedTable table, long offset, byte[] block) {
        byte[] previous = blocks.put(new Key(table, offset), block);
        bytes += block.length - (previous == null ? 0 : previous.length);
        var eldest = blocks.entrySet().iterator();
        while (bytes > maxBytes && blocks.size() > 1) {
            bytes -= eldest.next().getValue().length;
            eldest.remove();
        }
    }
}
