package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.MemoryDisk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.zip.CRC32C;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("K10: a damaged checkpoint is skipped and reported with its place, and an older one is found")
class CheckpointDamageTest {

    private final MemoryDisk disk = new MemoryDisk();
    private CheckpointStore store = open(disk);
    private String newest = "";
    private byte[] sound = {};

    @BeforeEach
    void save_two() {
        get(store.save(checkpoint("a", 10, "old state")));
        newest = get(store.save(checkpoint("a", 20, "new state"))).fileName();
        sound = disk.bytes(PATH, newest).clone();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private void assertOlderIsFound(String description, String finding) {
        Lookup lookup = find(store, "a");
        assertThat(lookup.skipped()).as(description).singleElement().satisfies(skipped -> {
            assertThat(skipped.file()).isEqualTo("/checkpoints/" + newest);
            assertThat(skipped.id()).isEqualTo("a");
            assertThat(skipped.sequence()).isEqualTo(20);
            assertThat(skipped.finding()).contains(finding);
            assertThat(skipped)
                    .asString()
                    .startsWith("Checkpoint of a at sequence number 20 in /checkpoints/" + newest);
        });
        assertThat(state(lookup)).as(description).isEqualTo("old state");
    }

    @Test
    void any_byte_flipped() {
        int[] flips = {0x01, 0x80, 0xff};
        for (int at = 0; at < sound.length; at++) {
            for (int flip : flips) {
                byte[] damaged = sound.clone();
                damaged[at] ^= (byte) flip;
                disk.replace(PATH, newest, damaged);
                assertOlderIsFound("byte " + at + " flipped by " + flip, findingAt(at));
            }
        }
        System.out.println("Checkpoint file: " + sound.length + " of " + sound.length + " bytes flipped in "
                + flips.length + " ways, all found");
        disk.replace(PATH, newest, sound);
        assertThat(state(find(store, "a"))).isEqualTo("new state");
    }

    private static String findingAt(int at) {
        if (at < 8) {
            return "it does not begin as a checkpoint does";
        }
        if (at < 12) {
            return "it is of format ";
        }
        return at < Header.BYTES ? "the checksum of its header is wrong" : "its checksum is wrong";
    }

    @Test
    void any_byte_flipped_of_an_actors_snapshot() {
        store.close();
        store = open(disk);
        PekkoSnapshot content = PekkoSnapshot.of(
                new Serialized(1, "m", new byte[] {1, 2}), Optional.of(new Serialized(2, "", new byte[] {3})));
        String name = get(store.save(new Checkpoint("actor", 1, 1, content))).fileName();
        byte[] bytes = disk.bytes(PATH, name).clone();
        for (int at = 0; at < bytes.length; at++) {
            byte[] damaged = bytes.clone();
            damaged[at] ^= (byte) (1 << at % 8);
            disk.replace(PATH, name, damaged);
            Lookup lookup = find(store, "actor");
            assertThat(lookup.found()).as("byte %s", at).isEmpty();
            assertThat(lookup.skipped()).as("byte %s", at).hasSize(1);
        }
    }

    @Test
    void cut_to_any_length() {
        for (int length = 0; length < sound.length; length++) {
            disk.replace(PATH, newest, Arrays.copyOf(sound, length));
            assertOlderIsFound("cut to " + length, length < Header.BYTES ? "it ends at byte" : "bytes long, but was");
        }
    }

    @Test
    void bytes_behind_its_end() {
        disk.replace(PATH, newest, Arrays.copyOf(sound, sound.length + 1));
        assertOlderIsFound("one byte more", "it is " + (sound.length + 1) + " bytes long, but was " + sound.length);
    }

    @Test
    void zeros_or_garbage_instead() {
        disk.replace(PATH, newest, new byte[sound.length]);
        assertOlderIsFound("zeros", "it does not begin as a checkpoint does");
        Random random = new Random(1);
        for (int i = 0; i < 1000; i++) {
            byte[] garbage = new byte[random.nextInt(2 * sound.length)];
            random.nextBytes(garbage);
            disk.replace(PATH, newest, garbage);
            assertOlderIsFound("garbage " + i, "");
        }
    }

    @Test
    void gone() {
        disk.remove(PATH, newest);
        assertOlderIsFound("gone", "its file is gone");
    }

    @Test
    void in_the_place_of_another() throws IOException {
        CheckpointName name = CheckpointName.parse(newest).orElseThrow();
        String otherId = get(store.save(checkpoint("b", 20, "of b"))).fileName();
        List<CheckpointName> misnamed = List.of(
                new CheckpointName(name.idHash(), 21, name.timestamp(), name.number()),
                new CheckpointName(name.idHash(), 20, name.timestamp() + 1, name.number()),
                new CheckpointName(name.idHash(), 20, name.timestamp(), name.number() + 9));
        store.close();
        for (CheckpointName wrong : misnamed) {
            MemoryDisk copy = disk.copy();
            copy.replace(PATH, wrong.fileName(), sound);
            try (CheckpointStore other = open(copy)) {
                Lookup lookup = get(other.find("a", wrong::equals));
                assertThat(lookup.found()).isEmpty();
                assertThat(lookup.skipped())
                        .singleElement()
                        .extracting(DamagedCheckpoint::finding)
                        .isEqualTo("it was saved under another name");
            }
        }
        CheckpointName ofB = CheckpointName.parse(otherId).orElseThrow();
        newest = new CheckpointName(name.idHash(), 20, ofB.timestamp(), ofB.number()).fileName();
        disk.replace(PATH, newest, disk.bytes(PATH, otherId));
        disk.remove(PATH, name.fileName());
        store = open(disk);
        assertOlderIsFound("of another id", "it is of b");
    }

    @Test
    void a_state_with_another_digest_than_when_it_was_captured() throws IOException {
        byte[] damaged = sound.clone();
        int at = damaged.length - Integer.BYTES - 1; // the state's last byte
        damaged[at] ^= 1;
        disk.replace(PATH, newest, withChecksum(damaged));
        assertOlderIsFound("state and checksum, but not its digest", "the digest of its state is");
    }

    @Test
    void a_later_format_is_left_to_a_later_release() {
        byte[] later = sound.clone();
        later[11] = 2;
        disk.replace(PATH, newest, later);
        assertOlderIsFound("format 2", "it is of format 2, but this version of Holdfast reads 1");
        assertThat(disk.bytes(PATH, newest)).isEqualTo(later);
    }

    @Test
    void a_description_that_makes_no_sense_in_spite_of_its_checksum() {
        for (int at = Header.BYTES; at < sound.length - Integer.BYTES; at++) {
            byte[] odd = sound.clone();
            odd[at] = (byte) 0xff;
            disk.replace(PATH, newest, withChecksum(odd));
            Lookup lookup = find(store, "a");
            // A bug's bytes, not a disk's: whatever they say, nothing but a finding comes of them.
            assertThat(lookup.found()).as("byte %s", at).isPresent();
        }
    }

    @Test
    void one_that_cannot_be_read_is_no_reason_to_stop() {
        store.close();
        store = open(new UnreadableDisk(disk, newest));
        assertOlderIsFound("unreadable", "it cannot be read (java.io.IOException: Injected failure of read)");
    }

    @Test
    void all_of_them_then_nothing_is_found_and_all_are_reported() {
        for (String name : disk.names(PATH)) {
            disk.replace(PATH, name, new byte[3]);
        }
        Lookup lookup = find(store, "a");
        assertThat(lookup.found()).isEmpty();
        assertThat(lookup.skipped()).extracting(DamagedCheckpoint::sequence).containsExactly(20L, 10L);
    }

    @Test
    void opening_reads_no_file() throws IOException {
        store.close();
        UnreadableDisk unreadable = new UnreadableDisk(disk, "");
        store = open(unreadable);
        assertThat(sequences(store, "a")).containsExactly(20L, 10L);
        assertThat(unreadable.opened()).isEmpty();
        find(store, "a");
        assertThat(unreadable.opened()).containsExactly(newest);
        try (Directory directory = unreadable.open(PATH)) {
            assertThat(directory.list()).hasSize(2);
        }
    }

    private static byte[] withChecksum(byte[] file) {
        int end = file.length - Integer.BYTES;
        CRC32C crc = new CRC32C();
        crc.update(file, 0, end);
        ByteBuffer.wrap(file).putInt(end, (int) crc.getValue());
        return file;
    }
}
