package dev.holdfast.persistence.entry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.persistence.entry.Entry.Committed;
import dev.holdfast.persistence.entry.Entry.Content;
import dev.holdfast.persistence.entry.Entry.EffectSettled;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Entry.FaultRecorded;
import dev.holdfast.persistence.entry.Entry.Settled;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import dev.holdfast.persistence.log.Tag;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The codec of entries")
class EntryCodecTest {

    private static final HistoryHash BEFORE = new HistoryHash(3, 4);
    private static final int KIND_AT = 1;
    private static final int CONTENT_AT = 34;

    @Test
    void damage_at_any_single_byte_is_seen_by_the_decoder_or_by_the_hash_K8() {
        RandomEntries entries = new RandomEntries(1);
        for (int sequence = 1; sequence <= 200; sequence++) {
            byte[] bytes = encode(sequence, entries.next());
            for (int at = 0; at < bytes.length; at++) {
                for (int flip : new int[] {0x01, 0x80, 0xff}) {
                    byte[] damaged = bytes.clone();
                    damaged[at] ^= (byte) flip;
                    refused(damaged, sequence);
                }
            }
        }
    }

    @Test
    void an_entry_cut_anywhere_is_refused_K8() {
        RandomEntries entries = new RandomEntries(2);
        for (int sequence = 1; sequence <= 200; sequence++) {
            byte[] bytes = encode(sequence, entries.next());
            for (int length = 0; length < bytes.length; length++) {
                byte[] cut = Arrays.copyOf(bytes, length);
                refused(cut, sequence);
                assertThatThrownBy(() -> EntryCodec.decode(cut))
                        .as("decoding the first %s of %s bytes", length, bytes.length)
                        .isInstanceOf(CorruptEntryException.class);
            }
        }
    }

    @Test
    void bytes_behind_the_end_are_refused() {
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, new EpochStarted()));

        assertThatThrownBy(() -> EntryCodec.decode(Arrays.copyOf(bytes, bytes.length + 1)))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("1 bytes behind its end");
    }

    @Test
    void a_length_or_count_that_lies_is_refused_before_anything_is_allocated() {
        byte[] bytes =
                encode(1, new Entry(1, Instant.EPOCH, new FaultRecorded(List.of(new Encoded("f", 1, bytes(9))))));
        int countAt = CONTENT_AT + 2 + 4 + 1;
        int lengthAt = countAt + 4 + 2 + 2;
        for (int at : new int[] {countAt, lengthAt}) {
            for (int top : new int[] {0x7f, 0x80, 0xff}) {
                byte[] lying = bytes.clone();
                lying[at] = (byte) top;
                assertThatThrownBy(() -> EntryCodec.decode(lying)).isInstanceOf(CorruptEntryException.class);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 2, 255})
    void another_format_is_refused_and_said_to_be_damage_or_a_newer_version(int format) {
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, new EpochStarted()));
        bytes[0] = (byte) format;

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessage(
                        "entry is of format " + format
                                + "; this version of Holdfast reads format 1: either it is damaged or a newer version wrote it");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 6, 9, 12, 255})
    void an_unknown_kind_is_refused_never_skipped(int kind) {
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, new EpochStarted()));
        bytes[KIND_AT] = (byte) kind;

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessage("entry is of kind " + kind + ", which this version of Holdfast does not know: either it is"
                        + " damaged or a newer version wrote it");
    }

    @Test
    void a_value_no_entry_can_hold_is_corruption() {
        byte[] bytes =
                encode(1, new Entry(1, Instant.EPOCH, new FaultRecorded(List.of(new Encoded("f", 1, bytes(0))))));
        bytes[CONTENT_AT + 2 + 4 + 1 + 4 + 3] = 0; // the version

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("impossible value")
                .hasMessageContaining("version 0");
    }

    @Test
    void an_unknown_way_of_settling_is_corruption() {
        Settlement settlement = new Settlement("t|1", 1, Settled.QUARANTINED);
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, new EffectSettled(List.of(settlement))));
        bytes[bytes.length - 1] = 4;

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessage("an effect is settled in an unknown way, 4");
    }

    @Test
    void an_unknown_way_of_resolving_is_corruption() {
        QuarantineResolved resolved = new QuarantineResolved("s", 1, Resolution.DISCARDED, "b", "w", Optional.empty());
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, resolved));
        int howAt = CONTENT_AT + 2 + 4 + 1 + 8;
        for (int unknown : new int[] {0, 3, 255}) {
            bytes[howAt] = (byte) unknown;

            assertThatThrownBy(() -> EntryCodec.decode(bytes))
                    .isInstanceOf(CorruptEntryException.class)
                    .hasMessage("a quarantined command is resolved in an unknown way, " + unknown);
        }
        bytes[howAt] = 1; // reissued, but there is no effect

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("REISSUED of s#1 needs the effect that does it");
    }

    @Test
    void an_optional_value_that_is_neither_there_nor_not_is_corruption() {
        QuarantineResolved resolved = new QuarantineResolved("s", 1, Resolution.DISCARDED, "b", "w", Optional.empty());
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, resolved));
        bytes[bytes.length - 1] = 2;

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessage("an entry says 2 of a value that is there (1) or is not (0)");
    }

    @Test
    void ranges_that_do_not_ascend_are_corruption_K9() {
        Voided voided = new Voided(List.of(new Range(1, 2), new Range(3, 4)), List.of(), "w", "b", Optional.empty(), 0);
        byte[] bytes = encode(1, new Entry(1, Instant.EPOCH, voided));
        bytes[CONTENT_AT + 2 + 4 + 16 + 7] = 2; // the second range begins in the first

        assertThatThrownBy(() -> EntryCodec.decode(bytes))
                .isInstanceOf(CorruptEntryException.class)
                .hasMessageContaining("impossible value")
                .hasMessageContaining("revisions 2 to 4 behind revisions 1 to 2");
    }

    @Test
    void entries_that_void_or_open_are_tagged_by_what_they_say_K9_R6() {
        Encoded value = new Encoded("v", 1, bytes(1));
        Effect effect = new Effect("t|1", 1, value);
        Outcome opens = new Outcome(
                "s", 1, 1, Instant.EPOCH, 0, Instant.EPOCH, 0, new Completed(List.of(), value, List.of(effect)));
        Voided voided = new Voided(List.of(new Range(1, 1)), List.of(), "w", "b", Optional.empty(), 0);

        assertThat(tags(voided)).containsExactly(Tag.VOIDS);
        assertThat(tags(new Committed(List.of(opens)))).containsExactly(Tag.OPENS);
        assertThat(tags(new Corrected("f", List.of(value), Optional.of(opens)))).containsExactly(Tag.OPENS);
        assertThat(tags(new Corrected("f", List.of(value), Optional.empty()))).isEmpty();
        assertThat(tags(new QuarantineResolved("s", 1, Resolution.REISSUED, "b", "w", Optional.of(effect))))
                .containsExactly(Tag.OPENS);
        assertThat(tags(new QuarantineResolved("s", 1, Resolution.DISCARDED, "b", "w", Optional.empty())))
                .isEmpty();
        assertThat(StoredEntry.encode(BEFORE, 1, new Entry(1, Instant.EPOCH, voided), Set.of(Tag.QUIET))
                        .tags())
                .containsExactlyInAnyOrder(Tag.VOIDS, Tag.QUIET);
    }

    private static Set<Tag> tags(Content content) {
        return StoredEntry.encode(BEFORE, 1, new Entry(1, Instant.EPOCH, content), Set.of())
                .tags();
    }

    @Test
    void two_thousand_random_entries_of_all_kinds_come_back_as_they_were() {
        RandomEntries entries = new RandomEntries(3);
        for (int sequence = 1; sequence <= 2000; sequence++) {
            Entry entry = entries.next();
            StoredEntry stored = StoredEntry.of(encode(sequence, entry));

            assertThat(stored.entry()).isEqualTo(entry);
            assertThat(encode(sequence, stored.entry())).isEqualTo(stored.bytes());
            assertThat(stored.follows(BEFORE, sequence)).isTrue();
            assertThat(stored.follows(BEFORE, sequence + 1)).isFalse();
            assertThat(stored.follows(HistoryHash.NONE, sequence)).isFalse();
        }
    }

    @Test
    void as_many_names_as_their_number_can_count_come_back_and_one_more_is_refused() {
        List<Encoded> most = names(65535);
        Entry entry = new Entry(0, Instant.EPOCH, new FaultRecorded(most));

        assertThat(EntryCodec.decode(encode(1, entry))).isEqualTo(entry);
        assertThatThrownBy(() -> encode(1, new Entry(0, Instant.EPOCH, new FaultRecorded(names(65536)))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static List<Encoded> names(int count) {
        return java.util.stream.IntStream.range(0, count)
                .mapToObj(i -> new Encoded("n" + i, 1, bytes(0)))
                .toList();
    }

    /** Not decoded, or its hash does not follow; and nothing else happens. */
    private static void refused(byte[] damaged, long sequence) {
        StoredEntry stored = StoredEntry.of(damaged);
        assertThatCode(() -> {
                    try {
                        stored.entry();
                    } catch (CorruptEntryException e) {
                        // one of the two ways to be refused
                    }
                })
                .doesNotThrowAnyException();
        assertThatCode(() -> {
                    try {
                        assertThat(stored.follows(BEFORE, sequence)).isFalse();
                    } catch (CorruptEntryException e) {
                        // too short to carry a hash
                    }
                })
                .doesNotThrowAnyException();
    }

    private static byte[] encode(long sequence, Entry entry) {
        return StoredEntry.encode(BEFORE, sequence, entry, Set.of()).bytes();
    }

    private static byte[] bytes(int length) {
        return new byte[length];
    }
}
