package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.IndexHead.Ref;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;

/**
 * Makes the index of a sealed segment out of what is known of it in memory: first all entries, then the rows of the ids in
 * blocks, then blocks of references to these, and so on up to the root; last the ids that have something open. For one
 * use by one thread.
 */
final class IndexWriter {

    private static final int INITIAL = 64 * 1024;

    private final MemoryTable table;
    private final long segment;
    private final IdFilter filter = IdFilter.empty();
    private ByteBuffer image = ByteBuffer.allocate(INITIAL).position(IndexHead.BYTES);
    private int entries;
    private int levels;

    /** A run of blocks of one level. */
    private final class Level {
        private final List<IndexBlock.Child> blocks = new ArrayList<>();
        private int begin = -1;
        private byte[] firstId = {};

        /** Makes room for an element of the id, in a new block if this one is full. */
        ByteBuffer element(byte[] id, int maxBytes) {
            if (begin >= 0 && image.position() - begin - IndexBlock.PREFIX >= IndexBlock.TARGET) {
                end();
            }
            if (begin < 0) {
                begin = beginBlock();
                firstId = id;
            }
            return room(maxBytes);
        }

        void end() {
            if (begin >= 0) {
                blocks.add(new IndexBlock.Child(firstId, endBlock(begin)));
                begin = -1;
            }
        }
    }

    IndexWriter(MemoryTable table) {
        this.table = table;
        this.segment = table.segment();
    }

    /** The whole index, ready to be written to a file. */
    ByteBuffer write(StoreId store, Past past) throws IOException {
        List<IdKey> keys = table.keys();
        int[] firsts = writeEntries(keys);
        List<String> open = new ArrayList<>(past.open());
        Ref root = writeRows(keys, firsts, past, open);
        Ref openBlock = writeIds(open);
        IndexHead head = new IndexHead(
                store,
                segment,
                table.start(),
                table.end().orElseThrow(),
                table.usedBytes(),
                keys.size(),
                entries,
                root,
                levels,
                openBlock,
                image.position(),
                filter);
        image.flip();
        image.put(0, head.encode().array());
        return image;
    }

    /** Where the entries of each id begin, and of the one behind the last. */
    private int[] writeEntries(List<IdKey> keys) {
        int[] firsts = new int[keys.size() + 1];
        for (int i = 0; i < keys.size(); i++) {
            filter.add(keys.get(i));
            firsts[i] = entries;
            table.find(keys.get(i).id()).orElseThrow().forEach(this::writeEntry);
        }
        firsts[keys.size()] = entries;
        if (entries % IndexBlock.ENTRIES != 0) {
            endBlock(image.position() - IndexBlock.PREFIX - entries % IndexBlock.ENTRIES * IndexBlock.ENTRY_BYTES);
        }
        return firsts;
    }

    private void writeEntry(long sequence, long place, int length) {
        if (entries % IndexBlock.ENTRIES == 0) {
            beginBlock();
        }
        room(IndexBlock.ENTRY_BYTES)
                .putLong(sequence)
                .putInt((int) Place.index(place))
                .putInt(length);
        entries++;
        if (entries % IndexBlock.ENTRIES == 0) {
            endBlock(image.position() - IndexBlock.FULL_ENTRIES);
        }
    }

    private Ref writeRows(List<IdKey> keys, int[] firsts, Past past, List<String> open) throws IOException {
        if (keys.isEmpty()) {
            return new Ref(0, 0);
        }
        TreeSet<String> stillOpen = new TreeSet<>(open);
        Level rows = new Level();
        for (int i = 0; i < keys.size(); i++) {
            IdKey key = keys.get(i);
            Facts own = table.facts(key.id());
            Facts total = own.and(past.facts(key));
            if (total.isOpen()) {
                stillOpen.add(key.id());
            } else {
                stillOpen.remove(key.id());
            }
            new IndexRow(key.bytes(), firsts[i], firsts[i + 1] - firsts[i], own, total)
                    .write(rows.element(key.bytes(), IndexRow.maxBytes(key.bytes())));
        }
        rows.end();
        open.clear();
        open.addAll(stillOpen);
        return writeReferences(rows.blocks);
    }

    private Ref writeReferences(List<IndexBlock.Child> below) {
        List<IndexBlock.Child> blocks = below;
        while (blocks.size() > 1) {
            Level level = new Level();
            for (IndexBlock.Child child : blocks) {
                byte[] id = child.firstId();
                ByteBuffer target = level.element(id, Short.BYTES + id.length + Ref.BYTES);
                child.ref().write(target.putShort((short) id.length).put(id));
            }
            level.end();
            blocks = level.blocks;
            levels++;
        }
        return blocks.get(0).ref();
    }

    private Ref writeIds(List<String> ids) {
        int begin = beginBlock();
        for (String id : ids) {
            byte[] bytes = Ids.encode(id);
            room(Short.BYTES + bytes.length).putShort((short) bytes.length).put(bytes);
        }
        return endBlock(begin);
    }

    private int beginBlock() {
        int begin = image.position();
        room(IndexBlock.PREFIX).position(begin + IndexBlock.PREFIX);
        return begin;
    }

    private Ref endBlock(int begin) {
        int length = image.position() - begin;
        IndexBlock.seal(image.array(), begin, length, segment, begin);
        return new Ref(begin, length);
    }

    private ByteBuffer room(int bytes) {
        if (image.remaining() < bytes) {
            int capacity = Math.max(Math.multiplyExact(image.capacity(), 2), image.position() + bytes);
            image = ByteBuffer.wrap(Arrays.copyOf(image.array(), capacity)).position(image.position());
        }
        return image;
    }
}
