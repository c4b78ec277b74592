package dev.holdfast.persistence.checkpoint;

import static dev.holdfast.persistence.checkpoint.CheckpointFixture.*;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;
import dev.holdfast.persistence.entry.Serialized;
import dev.holdfast.persistence.file.MemoryDisk;
import java.util.HexFormat;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Checkpoint format 1 never changes")
class CheckpointFormatTest {

    private static final Checkpoint COMPONENT = new Checkpoint(
            "é|1",
            7,
            1_700_000_000_000L,
            ComponentState.of(
                    9,
                    new HistoryHash(0x0102030405060708L, 0x1112131415161718L),
                    new Encoded("history", 3, new byte[] {5, 6}),
                    new Encoded("account", 2, new byte[] {1, 2, 3})));
    private static final Checkpoint ACTOR = new Checkpoint(
            "actor",
            0,
            0,
            PekkoSnapshot.of(
                    new Serialized(17, "state/2", new byte[0]), Optional.of(new Serialized(-4, "ü", new byte[] {7}))));
    private static final Checkpoint PLAIN = new Checkpoint(
            "actor", 1, 2, PekkoSnapshot.of(new Serialized(20, "", new byte[] {(byte) 0xff}), Optional.empty()));

    @Test
    void component_state() {
        assertGolden(
                COMPONENT,
                "4846434845434b50 00000001 00000001", // magic, format, kind
                "0000000000001111 0000000000002222", // log
                "0000000000000001 0000000000000007 0000018bcfe56800", // number, sequence, timestamp
                "ac77eb88cbc4b8d4ebce9b7632ae733b", // digest of the state
                "0000003a 00000003", // length of description and state
                "af50818b", // CRC32C of the header
                "0004 c3a97c31", // id
                "0000000000000009 0102030405060708 1112131415161718", // revision, H
                "0007 686973746f7279 0003 00000002 0506", // history
                "0007 6163636f756e74 0002", // type of the state
                "010203", // state
                "38b6d082" // CRC32C of all
                );
    }

    @Test
    void snapshot_of_an_actor() {
        assertGolden(
                ACTOR,
                "4846434845434b50 00000001 00000002", // magic, format, kind
                "0000000000001111 0000000000002222", // log
                "0000000000000001 0000000000000000 0000000000000000", // number, sequence, timestamp
                "99aa06d3014798d86001c324468d497f", // digest of nothing
                "00000022 00000000", // length of description and snapshot
                "402dddcb", // CRC32C of the header
                "0005 6163746f72", // id
                "00000011 0007 73746174652f32", // serializer, manifest
                "01 fffffffc 0002 c3bc 00000001 07", // metadata
                "bd1b2c1d" // CRC32C of all
                );
    }

    @Test
    void snapshot_without_metadata() {
        assertGolden(
                PLAIN,
                "4846434845434b50 00000001 00000002", // magic, format, kind
                "0000000000001111 0000000000002222", // log
                "0000000000000001 0000000000000001 0000000000000002", // number, sequence, timestamp
                "7e5dc90380f0640bd6bcec3c6b29d72e", // digest of the snapshot
                "0000000e 00000001", // length of description and snapshot
                "2e7bfe9e", // CRC32C of the header
                "0005 6163746f72", // id
                "00000014 0000", // serializer, manifest
                "00", // no metadata
                "ff", // snapshot
                "285a3139" // CRC32C of all
                );
    }

    private static void assertGolden(Checkpoint checkpoint, String... parts) {
        String golden = String.join("", parts).replace(" ", "");
        MemoryDisk disk = new MemoryDisk();
        CheckpointName name;
        try (CheckpointStore store = open(disk)) {
            name = get(store.save(checkpoint));
        }
        assertThat(HexFormat.of().formatHex(disk.bytes(PATH, name.fileName()))).isEqualTo(golden);
        disk.replace(PATH, name.fileName(), HexFormat.of().parseHex(golden));
        try (CheckpointStore store = open(disk)) {
            assertThat(find(store, checkpoint.id()).found().orElseThrow().checkpoint())
                    .usingRecursiveComparison()
                    .isEqualTo(checkpoint);
        }
    }
}
