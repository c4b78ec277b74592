package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.IndexFile.Found;
import dev.holdfast.persistence.log.SurveyedSegment.IndexState;
import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/**
 * Compares an index with what its segment holds. When the segment is damaged, the index may know more than can be found
 * there; then only its checksums are verified.
 *
 * @param start where the segment begins in the history
 * @param end where it ends
 * @param found what was found in it
 */
record IndexSurvey(Juncture start, Juncture end, SegmentSurvey found) {

    private static final byte[] FIRST_ID = {};

    IndexState state(Found index) throws IOException {
        if (index instanceof Found.Sound sound) {
            try (IndexSource source = sound.source()) {
                SealedTable table = new SealedTable(sound.head(), source, new BlockCache(BlockCache.DEFAULT_BYTES));
                return isRight(table) ? IndexState.GOOD : IndexState.DAMAGED;
            } catch (DamagedIndexException e) {
                return IndexState.DAMAGED;
            }
        }
        return index instanceof Found.Missing ? IndexState.MISSING : IndexState.DAMAGED;
    }

    private boolean isRight(SealedTable table) throws IOException {
        table.open();
        boolean comparable = found.damages() == 0;
        boolean rowsRight = table.forEach(FIRST_ID, row -> {
            PlanBuilder indexed = all(row);
            table.addTo(indexed, row, 1);
            return !comparable || isRight(row, indexed.build());
        });
        boolean complete = table.head().ids() == found.table().keys().size();
        boolean placed =
                table.head().start().equals(start) && table.head().end().equals(end);
        return rowsRight && placed && (complete || !comparable);
    }

    private boolean isRight(IndexRow row, ReadPlan indexed) {
        Optional<IdEntries> entries = found.table().find(Ids.decode(row.id(), 0, row.id().length));
        PlanBuilder there = all(row);
        entries.ifPresent(each -> each.addTo(there, 1));
        ReadPlan stored = there.build();
        return entries.map(each -> each.facts().equals(row.own())).orElse(false)
                && Arrays.equals(stored.sequences(), indexed.sequences())
                && Arrays.equals(stored.places(), indexed.places())
                && Arrays.equals(stored.lengths(), indexed.lengths());
    }

    private static PlanBuilder all(IndexRow row) {
        return new PlanBuilder(IdKey.of(row.id()), Long.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
    }
}
