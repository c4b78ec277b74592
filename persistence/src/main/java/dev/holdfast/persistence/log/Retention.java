package dev.holdfast.persistence.log;

import dev.holdfast.persistence.log.RetiredFile.Range;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes sealed segments, as whole files, of which every record is deleted. Nothing is rewritten but what a segment alone
 * knows of its ids: that is stored again first, at the end of the log.
 *
 * <p>A segment is kept as long as one id in it has a record left. So only one such id is remembered per segment, and only
 * when something of just that id was deleted, the next one is looked for, behind it: those before it have nothing left,
 * and will not have again. (The same trick saves SAT solvers from looking at every literal of a clause: Moskewicz et al.,
 * Chaff, DAC 2001.)
 *
 * <p>The order survives a crash anywhere: store again what is known and force it; write down in {@code holdfast.retired}
 * that this part of the history is gone; delete the files. What was written down but not deleted is deleted when the log is
 * opened.
 *
 * <p>For one thread, but for {@link #carried}.
 */
final class Retention {

    private static final Logger LOG = LoggerFactory.getLogger(Retention.class);

    private static final byte[] FIRST_ID = {};

    private final OpenedLog log;
    private final LogIndex index;
    private final GroupCommitter committer;
    private final Runnable wake;
    private final Map<Long, Keeper> keepers = new HashMap<>();
    private final Set<Long> carrying = new HashSet<>();
    private final Queue<Long> carried = new ConcurrentLinkedQueue<>();
    private RetiredFile retired;

    /** The id because of which a segment is kept. */
    @SuppressWarnings("ArrayRecordComponent") // internal, never compared
    private record Keeper(byte[] idBytes, String id) {}

    /**
     * @param committer stores again what is known of ids, and may have waited for the space of what is deleted
     * @param wake called when something was stored, and this should {@link #run}
     */
    Retention(OpenedLog log, GroupCommitter committer, Runnable wake) {
        this.log = log;
        this.index = log.recovered().index();
        this.committer = committer;
        this.wake = wake;
        this.retired = log.recovered().retired();
    }

    /** Looks what can go, after something was deleted or sealed. */
    void run() throws IOException {
        for (Long segment = carried.poll(); segment != null; segment = carried.poll()) {
            retire(segment);
        }
        Set<String> deleted = index.takeDeletions();
        for (SealedTable table : index.view().sealed()) {
            Optional<Keeper> keeper = Optional.ofNullable(keepers.get(table.segment()));
            boolean settled = carrying.contains(table.segment())
                    || keeper.map(known -> !deleted.contains(known.id())).orElse(false);
            if (!settled) {
                look(table.segment(), keeper.map(Keeper::idBytes).orElse(FIRST_ID));
            }
        }
    }

    private void look(long segment, byte[] from) throws IOException {
        keepers.remove(segment);
        boolean nothingLeft = index.forEachRow(segment, from, row -> {
            IdKey key = IdKey.of(row.id());
            boolean left =
                    row.count() > 0 && row.own().highest() > index.facts(key).deletedTo();
            if (left) {
                keepers.put(segment, new Keeper(key.bytes(), key.id()));
            }
            return !left;
        });
        if (nothingLeft) {
            carry(segment);
        }
    }

    /** Stores again what only this segment knows; if that is much, the segment is better kept. */
    private void carry(long segment) throws IOException {
        CarriedFacts facts = new CarriedFacts(index, log.options().segmentSize() / 4);
        if (!index.forEachRow(segment, FIRST_ID, facts::take)) {
            keepers.put(segment, new Keeper(FIRST_ID, ""));
        } else if (facts.deletions().isEmpty()) {
            retire(segment);
        } else {
            carrying.add(segment);
            CarryRequest request = new CarryRequest(facts.deletions());
            committer.submit(request);
            CompletionStage<?> stored = request.promise;
            stored.whenComplete((done, failure) -> {
                if (failure == null) {
                    carried.add(segment);
                    wake.run();
                }
            });
        }
    }

    private void retire(long segment) throws IOException {
        for (SealedTable table : index.view().sealed()) {
            if (table.segment() == segment) {
                log.gate().pass(() -> retire(table));
            }
        }
        carrying.remove(segment);
        keepers.remove(segment);
    }

    private void retire(SealedTable table) throws IOException {
        Range range = new Range(table.head().start(), table.head().end());
        RetiredFile next = retired.with(range, index.lastFrame());
        next.write(log.directory());
        retired = next;
        index.remove(table);
        OpenedLog.remove(log.directory(), log.recovered().segments(), table.segment());
        log.directory().force();
        committer.spaceFreed();
        LOG.info(
                "Log {}: deleted segment {}, nothing in it was left",
                log.directory().path(),
                table.segment());
    }
}
