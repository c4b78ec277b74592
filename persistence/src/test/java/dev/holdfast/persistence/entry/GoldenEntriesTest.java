package dev.holdfast.persistence.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Files in format v1, written once by the first release. They are never written again: when a test here fails, the code
 * is wrong, for journals like these exist.
 */
@DisplayName("Golden entries of format v1")
class GoldenEntriesTest {

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private static final Voids VOIDS = new Voids(List.of(new Range(3, 5)), 5);

    /** One file per kind of entry. All but the ledger's are one component's journal. */
    enum Golden {
        EPOCH_STARTED(1, "", "7beb6ff267d7860848a3735ca27987d1"),
        COMMITTED(2, "EPOCH_STARTED", "1335d16ad6f0e015886e120dab262cd8"),
        EFFECT_SETTLED(3, "COMMITTED", "5738364b34d10a50cee54fcc26902096"),
        FAULT_RECORDED(1, "", "b6dce58f0a4465d08d7193d0ef29c7bf"),
        CORRECTED(4, "EFFECT_SETTLED", "a2bae7b863a1eccc0a6fefd4716a04bb"),
        VOIDED(5, "CORRECTED", "4767064aacc141811511e5bc19e40cea"),
        QUARANTINE_RESOLVED(6, "VOIDED", "a9e5a121e56481f4b2f1e3a557347eb4");

        private final long sequence;
        private final String before;
        private final String hash;

        Golden(long sequence, String before, String hash) {
            this.sequence = sequence;
            this.before = before;
            this.hash = hash;
        }

        private Entry entry() {
            return switch (this) {
                case EPOCH_STARTED -> new Entry(1, NOON, new EpochStarted());
                case COMMITTED ->
                    new Entry(
                            1,
                            NOON.plusMillis(1),
                            new Committed(List.of(
                                    new Outcome(
                                            "client-1",
                                            7,
                                            5,
                                            NOON.plusSeconds(10),
                                            0x1122334455667788L,
                                            NOON,
                                            42,
                                            new Outcome.Completed(
                                                    List.of(value("deposited", 1, "100"), value("noted", 2, "Zürich")),
                                                    value("balance", 1, "100"),
                                                    List.of(
                                                            new Effect("stock|1", 1, value("reserve", 1, "x")),
                                                            new Effect("mail|\uD83D\uDE80", 1, value("send", 3, ""))))),
                                    new Outcome(
                                            "client-1",
                                            8,
                                            7,
                                            NOON.plusSeconds(11),
                                            -1,
                                            NOON.plusMillis(1),
                                            -43,
                                            new Outcome.Rejected("overdrawn")),
                                    new Outcome(
                                            "order|9",
                                            1,
                                            1,
                                            Instant.MAX,
                                            0,
                                            NOON.plusMillis(1),
                                            0,
                                            new Outcome.Quarantined(
                                                    "fault-1", "it threw", value("deposit", 1, "{\"cents\":-1}"))))));
                case EFFECT_SETTLED ->
                    new Entry(
                            1,
                            NOON.plusMillis(2),
                            new EffectSettled(List.of(
                                    new Settlement("stock|1", 1, Settled.COMPLETED),
                                    new Settlement("mail|\uD83D\uDE80", 1, Settled.QUARANTINED))));
                case FAULT_RECORDED ->
                    new Entry(
                            0,
                            NOON.plusMillis(3),
                            new FaultRecorded(
                                    List.of(value("fault", 1, "{\"kind\":\"crash\"}"), value("decision", 1, ""))));
                case CORRECTED ->
                    new Entry(
                            1,
                            NOON.plusMillis(4),
                            new Corrected(
                                    "fault-2",
                                    List.of(value("adjusted", 1, "-100"), value("noted", 2, "Köln")),
                                    Optional.of(new Outcome(
                                            "client-2",
                                            3,
                                            2,
                                            NOON.plusSeconds(12),
                                            77,
                                            NOON.plusMillis(4),
                                            78,
                                            new Outcome.Completed(
                                                    List.of(value("deposited", 1, "1")),
                                                    value("balance", 1, "101"),
                                                    List.of())))));
                case VOIDED ->
                    new Entry(
                            1,
                            NOON.plusMillis(5),
                            new Voided(
                                    List.of(new Range(3, 5)),
                                    List.of(new Voided.Revoked(
                                            "client-2", 3, new Range(3, 5), value("balance", 1, "101"))),
                                    "booked twice, says Zoë",
                                    "ann",
                                    Optional.of("fault-3"),
                                    0));
                case QUARANTINE_RESOLVED ->
                    new Entry(
                            1,
                            NOON.plusMillis(6),
                            new QuarantineResolved(
                                    "order|9",
                                    1,
                                    QuarantineResolved.Resolution.REISSUED,
                                    "ann",
                                    "the sign was wrong",
                                    Optional.of(new Effect("account|1", 1, value("deposit", 1, "{\"cents\":1}")))));
            };
        }

        private static Encoded value(String name, int version, String text) {
            return new Encoded(name, version, text.getBytes(UTF_8));
        }

        private HistoryHash before() {
            return before.isEmpty() ? HistoryHash.NONE : valueOf(before).file().hash();
        }

        private StoredEntry file() {
            return StoredEntry.of(bytes(name().toLowerCase(Locale.ROOT).replace('_', '-')));
        }
    }

    @ParameterizedTest
    @EnumSource
    void are_read_as_what_was_written(Golden golden) {
        assertThat(golden.file().entry()).isEqualTo(golden.entry());
    }

    @ParameterizedTest
    @EnumSource
    void are_written_again_byte_for_byte(Golden golden) {
        StoredEntry again = StoredEntry.encode(
                golden.before(), golden.sequence, golden.file().entry(), Set.of());

        assertThat(again.bytes()).isEqualTo(golden.file().bytes());
    }

    @ParameterizedTest
    @EnumSource
    void carry_the_hash_that_follows_K8(Golden golden) {
        assertThat(golden.file().hash()).hasToString(golden.hash);
        assertThat(golden.file().follows(golden.before(), golden.sequence)).isTrue();
    }

    @Test
    void form_a_history_K8() {
        History history = history();

        assertThat(history.hash()).hasToString(Golden.QUARANTINE_RESOLVED.hash);
        assertThat(history.revision()).isEqualTo(5);
        assertThat(history.tally()).isEqualTo(new Tally(2, 1, 1, 1));
        assertThat(history.effects().all()).extracting(Effect::target).containsExactly("account|1");
        assertThat(history.quarantine().count()).isZero();
        assertThat(history.find("client-2", 3)).isEqualTo(new Seen.Answered(77, new Answer.Rejected("voided")));
    }

    @Test
    void have_a_history_whose_snapshot_is_read_and_written_again_byte_for_byte_K10() {
        Encoded golden = new Encoded("history", 1, bytes("history"));
        History read = HistorySnapshot.decode("account|1", Duration.ofMinutes(10), golden);

        assertThat(HistorySnapshot.encode(history())).isEqualTo(golden);
        assertThat(HistorySnapshot.encode(read)).isEqualTo(golden);
        assertThat(read.hash()).hasToString(Golden.QUARANTINE_RESOLVED.hash);
        assertThat(read.fits(VOIDS)).isTrue();
    }

    private static History history() {
        History history = new History("account|1", Duration.ofMinutes(10));
        history.expect(VOIDS);
        for (Golden golden : Golden.values()) {
            if (golden != Golden.FAULT_RECORDED) {
                history.accept(golden.sequence, golden.file());
            }
        }
        return history;
    }

    private static byte[] bytes(String name) {
        String file = "/golden/v1/" + name + ".bin";
        try (InputStream in = GoldenEntriesTest.class.getResourceAsStream(file)) {
            assertThat(in).as(file).isNotNull();
            return Objects.requireNonNull(in).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(file, e);
        }
    }
}
