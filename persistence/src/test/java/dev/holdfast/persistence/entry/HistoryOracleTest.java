package dev.holdfast.persistence.entry;

import static dev.holdfast.persistence.entry.RandomHistory.ID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.OpenQuarantine.SetAside;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.RandomHistory.Written;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Random journals with voids, folded as a kernel does and by an oracle that simply leaves the voided events out. */
@DisplayName("K9: the fold is that of the journal minus what is voided")
class HistoryOracleTest {

    /** So short that windows of senders that were heard once are dropped. */
    private static final Duration KEEP = Duration.ofSeconds(5);

    private static final int ENTRIES = 1500;

    /** Knows the whole journal at once: first what is voided, then everything else. */
    private static final class Oracle {
        private final List<Encoded> events = new ArrayList<>();
        private final Map<String, Answer> answers = new HashMap<>();
        private final Map<String, SetAside> setAside = new HashMap<>();
        private final Set<Long> voided = new HashSet<>();
        private long lastVoid;
        private long revision;
        private int completed;
        private int revoked;

        Oracle(List<Written> entries) {
            for (Written written : entries) {
                if (written.entry().content() instanceof Voided v) {
                    lastVoid = written.sequence();
                    for (Range range : v.ranges()) {
                        for (long each = range.first(); each <= range.last(); each++) {
                            voided.add(each);
                        }
                    }
                }
            }
            entries.forEach(this::take);
        }

        private void take(Written written) {
            Entry.Content content = written.entry().content();
            if (content instanceof Committed committed) {
                committed.outcomes().forEach(outcome -> take(outcome, written.sequence()));
            } else if (content instanceof Corrected corrected) {
                corrected.outcome().ifPresent(outcome -> take(outcome, written.sequence()));
                corrected.events().forEach(this::take);
            } else if (content instanceof Voided v) {
                v.replies().forEach(reply -> {
                    answers.put(reply.sender() + "#" + reply.number(), new Answer.Rejected("voided"));
                    revoked++;
                });
            } else if (content instanceof QuarantineResolved resolved) {
                setAside.remove(resolved.sender() + "#" + resolved.number());
            }
        }

        private void take(Outcome outcome, long sequence) {
            String id = outcome.sender() + "#" + outcome.number();
            answers.put(id, outcome.result().answer());
            if (outcome.result() instanceof Completed c) {
                completed++;
                c.events().forEach(this::take);
            } else if (outcome.result() instanceof Quarantined) {
                setAside.put(id, new SetAside(outcome.sender(), outcome.number(), sequence));
            }
        }

        private void take(Encoded event) {
            revision++;
            if (!voided.contains(revision)) {
                events.add(event);
            }
        }
    }

    /** Folds as a kernel does: learns the chain, then leaves out the units that the history says. */
    private static final class Fold {
        private final List<Encoded> state;
        private final History history;

        Fold(History history, List<Encoded> state, Voids expected) {
            this.history = history;
            this.state = new ArrayList<>(state);
            history.expect(expected);
        }

        Fold to(List<Written> entries) {
            for (Written written : entries.subList((int) history.sequence(), entries.size())) {
                long before = history.revision();
                Entry entry = history.accept(written.sequence(), written.stored());
                for (Unit unit : Unit.of(entry.content(), before)) {
                    if (!history.skips(unit)) {
                        state.addAll(unit.events());
                    }
                }
            }
            return this;
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void from_the_first_entry_K9_R5(long seed) {
        List<Written> entries = entries(seed);
        Oracle oracle = new Oracle(entries);
        Fold fold = new Fold(new History(ID, KEEP), List.of(), chain(entries)).to(entries);

        assertThat(oracle.voided).hasSizeGreaterThan(100);
        assertThat(fold.state).isEqualTo(oracle.events);
        agrees(fold.history, oracle);
    }

    @ParameterizedTest
    @ValueSource(longs = {21, 22, 23, 24, 25, 26, 27, 28, 29, 30})
    void from_any_starting_point_that_fits_and_no_other_is_taken_K10(long seed) {
        Random random = new Random(seed);
        List<Written> entries = entries(seed);
        Oracle oracle = new Oracle(entries);
        Voids all = chain(entries);
        int fitting = 0;
        for (int i = 0; i < 40; i++) {
            int at = i % 4 == 0 ? random.nextInt(5) : ENTRIES - random.nextInt(i % 4 == 1 ? ENTRIES : 20);
            List<Written> known = entries.subList(0, at);
            Fold before = new Fold(new History(ID, KEEP), List.of(), chain(known)).to(known);
            History restored = HistorySnapshot.decode(ID, KEEP, HistorySnapshot.encode(before.history));
            boolean voidedBelow = entries.subList(at, ENTRIES).stream()
                    .anyMatch(written -> written.entry().content() instanceof Voided voided
                            && voided.ranges().get(0).first() <= before.history.revision());

            assertThat(restored.fits(all)).isEqualTo(!voidedBelow);
            assertThat(before.history.fits(all)).isEqualTo(!voidedBelow);
            if (!voidedBelow) {
                fitting++;
                Fold on = new Fold(restored, before.state, all).to(entries);
                assertThat(on.state).isEqualTo(oracle.events);
                agrees(on.history, oracle);
            }
        }
        assertThat(fitting).isBetween(1, 39);
    }

    private static void agrees(History history, Oracle oracle) {
        assertThat(history.revision()).isEqualTo(oracle.revision);
        assertThat(history.voids().last()).isEqualTo(oracle.lastVoid);
        assertThat(history.tally().completed()).isEqualTo(oracle.completed);
        assertThat(history.tally().voided()).isEqualTo(oracle.revoked);
        assertThat(history.quarantine().all()).containsExactlyInAnyOrderElementsOf(oracle.setAside.values());
        int tombstones = 0;
        for (String id : oracle.answers.keySet()) {
            String sender = id.substring(0, id.indexOf('#'));
            Seen seen = history.find(sender, Long.parseLong(id.substring(id.indexOf('#') + 1)));
            assertThat(seen).as(id).isNotEqualTo(Seen.NEVER);
            if (seen instanceof Seen.Answered answered) {
                Answer expected = oracle.answers.get(id);
                boolean withoutReply = sender.startsWith("order") && expected instanceof Answer.Completed;
                assertThat(answered.answer())
                        .as(id)
                        .isEqualTo(withoutReply ? new Answer.Completed(new Encoded("none", 1, new byte[0])) : expected);
                tombstones += new Answer.Rejected("voided").equals(expected) ? 1 : 0;
            }
        }
        assertThat(tombstones).isPositive();
    }

    private static List<Written> entries(long seed) {
        RandomHistory random = new RandomHistory(seed);
        List<Written> entries = new ArrayList<>();
        for (int i = 0; i < ENTRIES; i++) {
            entries.add(random.next());
        }
        return entries;
    }

    private static Voids chain(List<Written> entries) {
        long last = 0;
        for (Written written : entries) {
            last = written.entry().content() instanceof Voided ? written.sequence() : last;
        }
        VoidChain chain = new VoidChain(ID, last);
        while (chain.next().isPresent()) {
            int next = Math.toIntExact(chain.next().get());
            chain.take(next, entries.get(next - 1).stored());
        }
        return chain.voids();
    }
}
