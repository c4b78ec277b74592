package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.IndexHead.Ref;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a sealed segment holds, looked up in its index. Only the head is in memory. Every block is verified when it is
 * read. Safe for use by any thread but one that may be interrupted.
 */
final class SealedTable {

    private final IndexHead head;
    private final IndexSource source;
    private final BlockCache cache;

    /** Shown rows in the order of their ids. */
    @FunctionalInterface
    interface RowVisitor {
        /** Whether it wants to see the next. */
        boolean visit(IndexRow row) throws IOException;
    }

    SealedTable(IndexHead head, IndexSource source, BlockCache cache) {
        this.head = head;
        this.source = source;
        this.cache = cache;
    }

    long segment() {
        return head.segment();
    }

    IndexHead head() {
        return head;
    }

    IndexSource source() {
        return source;
    }

    /** What the segment says of an id; empty if it does not hold it. */
    Optional<IndexRow> find(IdKey key) throws DamagedIndexException {
        if (head.ids() == 0 || !head.filter().mayContain(key)) {
            return Optional.empty();
        }
        Ref ref = head.root();
        for (int level = head.levels(); level > 0; level--) {
            ref = child(ref, key.bytes());
        }
        for (ByteBuffer rows = block(ref); rows.hasRemaining(); IndexRow.skip(rows)) {
            int order = compareId(rows, key.bytes());
            if (order >= 0) {
                return order == 0 ? Optional.of(IndexRow.read(rows)) : Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The last block of the level below that begins with this id or one before it. */
    private Ref child(Ref ref, byte[] id) throws DamagedIndexException {
        ByteBuffer children = block(ref);
        IndexBlock.Child.skip(children);
        int found = children.position();
        while (children.hasRemaining() && compareId(children, id) <= 0) {
            IndexBlock.Child.skip(children);
            found = children.position();
        }
        return Ref.read(children.position(found - Ref.BYTES));
    }

    /** Compares the id at the position, behind its length, with another. */
    private static int compareId(ByteBuffer elements, byte[] id) {
        int length = Short.toUnsignedInt(elements.getShort(elements.position()));
        ByteBuffer there = elements.slice(elements.position() + Short.BYTES, length);
        int at = there.mismatch(ByteBuffer.wrap(id));
        if (at < 0) {
            return 0;
        }
        return at == length || at == id.length
                ? Integer.compare(length, id.length)
                : Byte.compareUnsigned(there.get(at), id[at]);
    }

    /** Adds the records of a row from {@code first} on to the plan. */
    void addTo(PlanBuilder plan, IndexRow row, long first) throws DamagedIndexException {
        int end = row.firstEntry() + row.count();
        int next = lowerBound(row.firstEntry(), end, first);
        while (next < end) {
            int block = next / IndexBlock.ENTRIES;
            ByteBuffer entries = block(head.entryBlock(block));
            int blockEnd = Math.min(end, (block + 1) * IndexBlock.ENTRIES);
            for (; next < blockEnd; next++) {
                int at = entries.position() + next % IndexBlock.ENTRIES * IndexBlock.ENTRY_BYTES;
                long place = Place.of(head.segment(), Integer.toUnsignedLong(entries.getInt(at + 8)));
                if (!plan.add(entries.getLong(at), place, entries.getInt(at + 12))) {
                    return;
                }
            }
        }
    }

    private int lowerBound(int from, int to, long sequence) throws DamagedIndexException {
        int low = from;
        int high = to;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sequence(middle) < sequence) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private long sequence(int entry) throws DamagedIndexException {
        ByteBuffer entries = block(head.entryBlock(entry / IndexBlock.ENTRIES));
        return entries.getLong(entries.position() + entry % IndexBlock.ENTRIES * IndexBlock.ENTRY_BYTES);
    }

    /** Shows the rows from an id on (of no bytes: all), until the visitor has seen enough; says whether it saw all. */
    boolean forEach(byte[] from, RowVisitor visitor) throws IOException {
        return head.ids() == 0 || forEach(head.root(), head.levels(), from, visitor);
    }

    private boolean forEach(Ref ref, int level, byte[] from, RowVisitor visitor) throws IOException {
        if (level == 0) {
            for (ByteBuffer rows = block(ref); rows.hasRemaining(); ) {
                IndexRow row = IndexRow.read(rows);
                if (Arrays.compareUnsigned(row.id(), from) >= 0 && !visitor.visit(row)) {
                    return false;
                }
            }
            return true;
        }
        List<IndexBlock.Child> children = IndexBlock.Child.readAll(block(ref));
        for (int i = 0; i < children.size(); i++) {
            boolean before = i + 1 < children.size()
                    && Arrays.compareUnsigned(children.get(i + 1).firstId(), from) <= 0;
            if (!before && !forEach(children.get(i).ref(), level - 1, from, visitor)) {
                return false;
            }
        }
        return true;
    }

    /** The ids that had something open at the end of the segment. */
    List<String> open() throws DamagedIndexException {
        List<String> ids = new ArrayList<>();
        for (ByteBuffer content = block(head.open()); content.hasRemaining(); ) {
            byte[] id = new byte[Short.toUnsignedInt(content.getShort())];
            content.get(id);
            ids.add(Ids.decode(id, 0, id.length));
        }
        return ids;
    }

    /** The content of a block, from its position to its limit. */
    private ByteBuffer block(Ref ref) throws DamagedIndexException {
        Optional<byte[]> cached = cache.get(this, ref.offset());
        byte[] block = cached.isPresent() ? cached.get() : read(ref);
        return ByteBuffer.wrap(block, IndexBlock.PREFIX, block.length - IndexBlock.PREFIX);
    }

    /** What is wrong once may have been misread; what is wrong twice is damaged. */
    private byte[] read(Ref ref) throws DamagedIndexException {
        byte[] block = new byte[ref.length()];
        if (!isReadSoundly(block, ref)) {
            try {
                source.read(ByteBuffer.wrap(block), ref.offset());
            } catch (IOException e) {
                throw new DamagedIndexException(this, ref.offset(), e);
            }
            if (!IndexBlock.isSound(block, segment(), ref.offset())) {
                throw new DamagedIndexException(this, ref.offset(), null);
            }
        }
        cache.put(this, ref.offset(), block);
        return block;
    }

    private boolean isReadSoundly(byte[] block, Ref ref) {
        try {
            source.read(ByteBuffer.wrap(block), ref.offset());
            return IndexBlock.isSound(block, segment(), ref.offset());
        } catch (IOException e) {
            return false; // the second try says why
        }
    }
}
