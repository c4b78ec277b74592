package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is known of where records are, at one moment.
 *
 * @param sealed the segments whose index is made, by number
 * @param open the others, by number: the last is being written; usually they stand behind all sealed ones, but a segment whose
 *     index cannot be made waits here while later ones are indexed
 */
record IndexView(List<SealedTable> sealed, List<MemoryTable> open) {

    static final IndexView EMPTY = new IndexView(List.of(), List.of());

    /** What is known of an id. */
    Facts facts(IdKey key) throws DamagedIndexException {
        return factsBefore(Long.MAX_VALUE, key);
    }

    /** What the segments before the one with this number say of an id. */
    Facts factsBefore(long segment, IdKey key) throws DamagedIndexException {
        Facts facts = indexedBefore(segment, key);
        for (MemoryTable table : open) {
            facts = table.segment() < segment ? facts.and(table.facts(key.id())) : facts;
        }
        return facts;
    }

    /** The newest index that holds an id knows all that was before it, too. */
    private Facts indexedBefore(long segment, IdKey key) throws DamagedIndexException {
        for (int i = sealed.size() - 1; i >= 0; i--) {
            if (sealed.get(i).segment() < segment) {
                Optional<IndexRow> row = sealed.get(i).find(key);
                if (row.isPresent()) {
                    return row.get().total();
                }
            }
        }
        return Facts.NONE;
    }

    /**
     * The records from {@code from} to {@code to} that are within the limits; at least one if there is any. A deletion
     * meanwhile takes effect on all or on none: halfway it would look like a gap.
     */
    ReadPlan plan(IdKey key, long from, long to, int maxRecords, int maxBytes) throws DamagedIndexException {
        while (true) {
            long before = deletedInMemory(key);
            ReadPlan plan = planOnce(key, from, to, maxRecords, maxBytes);
            if (deletedInMemory(key) == before) {
                return plan;
            }
        }
    }

    private long deletedInMemory(IdKey key) {
        return open.stream()
                .mapToLong(table -> table.facts(key.id()).deletedTo())
                .max()
                .orElse(0);
    }

    private ReadPlan planOnce(IdKey key, long from, long to, int maxRecords, int maxBytes)
            throws DamagedIndexException {
        Facts facts = facts(key);
        long first = Math.max(from, facts.deletedTo() + 1);
        PlanBuilder plan = new PlanBuilder(key, to, maxRecords, maxBytes);
        if (first <= Math.min(to, facts.highest())) {
            addAll(plan, key, first);
        }
        return plan.build();
    }

    private void addAll(PlanBuilder plan, IdKey key, long first) throws DamagedIndexException {
        int nextOpen = 0;
        for (int i = firstReaching(key, first); i < sealed.size() && !plan.isFull(); i++) {
            SealedTable table = sealed.get(i);
            nextOpen = addOpenBefore(table.segment(), nextOpen, plan, key, first);
            Optional<IndexRow> row = table.find(key);
            if (row.isPresent()) {
                table.addTo(plan, row.get(), first);
            }
        }
        addOpenBefore(Long.MAX_VALUE, nextOpen, plan, key, first);
    }

    /** Says which open one is the next behind those. */
    private int addOpenBefore(long segment, int from, PlanBuilder plan, IdKey key, long first) {
        int next = from;
        for (; next < open.size() && open.get(next).segment() < segment; next++) {
            open.get(next).find(key.id()).ifPresent(entries -> entries.addTo(plan, first));
        }
        return next;
    }

    /** A segment before which the id never reached this sequence number, found by halving: what a row knows only rises. */
    private int firstReaching(IdKey key, long sequence) throws DamagedIndexException {
        int low = 0;
        int high = sealed.size();
        while (low < high) {
            int at = (low + high) >>> 1;
            int middle = at;
            Optional<IndexRow> row = sealed.get(at).find(key);
            while (row.isEmpty() && at > low) {
                at--;
                row = sealed.get(at).find(key);
            }
            if (row.isPresent() && row.get().total().highest() >= sequence) {
                high = at;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    Collection<String> ids() throws IOException {
        TreeSet<String> ids = new TreeSet<>();
        for (SealedTable table : sealed) {
            table.forEach(new byte[0], row -> {
                ids.add(Ids.decode(row.id(), 0, row.id().length));
                return true;
            });
        }
        for (MemoryTable table : open) {
            table.ids().forEach(ids::add);
        }
        return ids;
    }

    /** The last record of each id that carries the tag. */
    SortedMap<String, Long> tagged(Tag tag) throws IOException {
        SortedMap<String, Long> last = new TreeMap<>();
        for (SealedTable table : sealed) {
            table.forEach(new byte[0], row -> {
                merge(last, Ids.decode(row.id(), 0, row.id().length), row.own().last(tag));
                return true;
            });
        }
        for (MemoryTable table : open) {
            table.ids().forEach(id -> merge(last, id, table.facts(id).last(tag)));
        }
        return last;
    }

    private static void merge(SortedMap<String, Long> last, String id, long sequence) {
        if (sequence > 0) {
            last.merge(id, sequence, Math::max);
        }
    }

    /** The ids that have something open. */
    Collection<String> openIds() throws DamagedIndexException {
        return openBefore(Long.MAX_VALUE);
    }

    /**
     * The ids that had something open at the end of the last segment before the one with this number: those that had at the
     * end of the last with an index, and what came since.
     */
    Collection<String> openBefore(long segment) throws DamagedIndexException {
        Optional<SealedTable> newest = newestBefore(segment);
        TreeSet<String> ids = new TreeSet<>();
        if (newest.isPresent()) {
            ids.addAll(newest.get().open());
        }
        long known = newest.map(SealedTable::segment).orElse(0L);
        for (MemoryTable table : open) {
            if (table.segment() > known && table.segment() < segment) {
                addOpen(ids, table, segment);
            }
        }
        return ids;
    }

    private Optional<SealedTable> newestBefore(long segment) {
        return sealed.stream().filter(table -> table.segment() < segment).reduce((first, second) -> second);
    }

    private void addOpen(TreeSet<String> target, MemoryTable table, long before) throws DamagedIndexException {
        for (String id : table.ids()) {
            if (table.facts(id).tellsWhatIsOpen()) {
                if (factsBefore(before, IdKey.of(id)).isOpen()) {
                    target.add(id);
                } else {
                    target.remove(id);
                }
            }
        }
    }

    IndexView withOpen(MemoryTable table) {
        List<MemoryTable> tables = new ArrayList<>(open);
        tables.add(table);
        return new IndexView(sealed, List.copyOf(tables));
    }

    /** With the index of a segment, which may have been open. */
    IndexView withSealed(SealedTable table) {
        List<SealedTable> tables = new ArrayList<>(sealed);
        tables.add(table);
        tables.sort(Comparator.comparingLong(SealedTable::segment));
        List<MemoryTable> others =
                open.stream().filter(each -> each.segment() != table.segment()).toList();
        return new IndexView(List.copyOf(tables), others);
    }

    IndexView withReplaced(SealedTable old, SealedTable table) {
        return new IndexView(
                sealed.stream().map(each -> each == old ? table : each).toList(), open);
    }

    IndexView without(SealedTable table) {
        return new IndexView(sealed.stream().filter(each -> each != table).toList(), open);
    }
}
