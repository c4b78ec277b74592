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

    /** One file per kind of entry. The first three are one component's journal; a ledger has its own. */
    enum Golden {
        EPOCH_STARTED(1, "", "7beb6ff267d7860848a3735ca27987d1"),
        COMMITTED(2, "EPOCH_STARTED", "1335d16ad6f0e015886e120dab262cd8"),
        EFFECT_SETTLED(3, "COMMITTED", "5738364b34d10a50cee54fcc26902096"),
        FAULT_RECORDED(1, "", "b6dce58f0a4465d08d7193d0ef29c7bf");

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
            };
        }

        private static Encoded value(String name, int version, String text) {
            return new Encoded(name, version, text.getBytes(UTF_8));
        }

        private HistoryHash before() {
            return before.isEmpty() ? HistoryHash.NONE : valueOf(before).file().hash();
        }

        private StoredEntry file() {
            String name = "/golden/v1/" + name().toLowerCase(Locale.ROOT).replace('_', '-') + ".bin";
            try (InputStream in = GoldenEntriesTest.class.getResourceAsStream(name)) {
                assertThat(in).as(name).isNotNull();
                return StoredEntry.of(Objects.requireNonNull(in).readAllBytes());
            } catch (IOException e) {
                throw new UncheckedIOException(name, e);
            }
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
        History history = new History("account|1", Duration.ofMinutes(10));
        for (Golden golden : List.of(Golden.EPOCH_STARTED, Golden.COMMITTED, Golden.EFFECT_SETTLED)) {
            history.accept(golden.sequence, golden.file());
        }

        assertThat(history.hash()).hasToString(Golden.EFFECT_SETTLED.hash);
        assertThat(history.revision()).isEqualTo(2);
        assertThat(history.tally()).isEqualTo(new Tally(1, 1, 1, 0));
        assertThat(history.effects().count()).isZero();
    }
}
