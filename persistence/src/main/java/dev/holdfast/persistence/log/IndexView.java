package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * All that is known of where records are, at one moment.
 *
 * @param sealed the segments whose index is made, by number
 * @param open the segments behind these, by number; the last is being written
 */
record IndexView(List<SealedTable> sealed, List<MemoryTable> open) {

    static final IndexView EMPTY = new IndexView(List.of(), List.of());

    /** What is known of an id. */
    Facts facts(IdKey key) throws DamagedIndexException {
        Facts facts = factsBefore(Long.MAX_VALUE, key);
        for (MemoryTable table : open) {
            facts = facts.and(table.facts(key.id()));
        }
        return facts;
    }

    /** What sealed segments before the one with this number say of an id; the newest that holds it knows all. */
    Facts factsBefore(long segment, IdKey key) throws DamagedIndexException {
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

    /** The records from {@code from} to {@code to} that are within the limits; at least one if there is any. */
    ReadPlan plan(IdKey key, long from, long to, int maxRecords, int maxBytes) throws DamagedIndexException {
        Facts facts = facts(key);
        long first = Math.max(from, facts.deletedTo() + 1);
        PlanBuilder plan = new PlanBuilder(key, to, maxRecords, maxBytes);
        if (first <= Math.min(to, facts.highest())) {
            addSealed(plan, key, first);
            for (int i = 0; i < open.size() && !plan.isFull(); i++) {
                open.get(i).find(key.id()).ifPresent(entries -> entries.addTo(plan, first));
            }
        }
        return plan.build();
    }

    private void addSealed(PlanBuilder plan, IdKey key, long first) throws DamagedIndexException {
        for (int i = firstReaching(key, first); i < sealed.size() && !plan.isFull(); i++) {
            Optional<IndexRow> row = sealed.get(i).find(key);
            if (row.isPresent()) {
                sealed.get(i).addTo(plan, row.get(), first);
            }
        }
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

    /** The ids that have something open: those that had at the end of the last sealed segment, and what came since. */
    Collection<String> openIds() throws DamagedIndexException {
        TreeSet<String> ids = new TreeSet<>(openBefore(Long.MAX_VALUE));
        for (MemoryTable table : open) {
            for (String id : table.ids()) {
                if (facts(IdKey.of(id)).isOpen()) {
                    ids.add(id);
                } else {
                    ids.remove(id);
                }
            }
        }
        return ids;
    }

    /** The ids that had something open at the end of the last sealed segment before the one with this number. */
    Collection<String> openBefore(long segment) throws DamagedIndexException {
        for (int i = sealed.size() - 1; i >= 0; i--) {
            if (sealed.get(i).segment() < segment) {
                return sealed.get(i).open();
            }
        }
        return List.of();
    }

    IndexView withOpen(MemoryTable table) {
        List<MemoryTable> tables = new ArrayList<>(open);
        tables.add(table);
        return new IndexView(sealed, List.copyOf(tables));
    }

    /** The first open segment is sealed. */
    IndexView withFirstSealed(SealedTable table) {
        return new IndexView(withSealed(table).sealed, open.subList(1, open.size()));
    }

    IndexView withSealed(SealedTable table) {
        List<SealedTable> tables = new ArrayList<>(sealed);
        tables.add(table);
        return new IndexView(List.copyOf(tables), open);
    }

    IndexView withReplaced(SealedTable old, SealedTable table) {
        return new IndexView(
                sealed.stream().map(each -> each == old ? table : each).toList(), open);
    }

    IndexView without(SealedTable table) {
        return new IndexView(sealed.stream().filter(each -> each != table).toList(), open);
    }
}
