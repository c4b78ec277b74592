package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.MemoryDisk;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("D3: format 1 of indexes on disk never changes")
class IndexFormatTest {

    private static final String INDEX = "00000001.index";

    private final MemoryDisk disk = new MemoryDisk();

    @BeforeEach
    void write_a_log() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(new Append("é", "w", List.of(new NewRecord(7, Tag.OPENS.bit(), "hi".getBytes(UTF_8))))));
            stored(log.append(new Append("b", "w", List.of(record(1, ""), record(2, "")))));
            get(log.deleteTo("b", 1));
            stored(log.append(append("b", "w", 3, "")));
        }
        open(disk).close();
    }

    @Test
    void head() {
        assertThat(hex(INDEX, 0, 256))
                .isEqualTo(hex(
                        "4846415354494458 00000001 00000000", // magic, format
                        "0000000000000001 0000000000000002", // store id
                        "0000000000000001", // segment
                        "0000000000000001 0000000000000000 0000000000000000", // begins with frame, chain hash before it
                        "0000000000000004 2d375708f2009bb7b1983b4e41f1a19e", // ends before frame, chain hash before it
                        "0000000000000800 00000002 00000002", // bytes used, ids, entries
                        "0000000000000c30 0000004b 00000000", // root, levels above it
                        "0000000000000c7b 00000014", // open ids
                        "0000000000000c8f", // length
                        "00".repeat(116)));
        byte[] filter = Arrays.copyOfRange(disk.bytes(PATH, INDEX), 256, 3068);
        assertThat(IntStream.range(0, filter.length * 8).filter(bit -> (filter[bit / 8] >> bit % 8 & 1) == 1))
                .containsExactly(720, 2216, 3144, 4790, 8861, 10665, 11593, 12522, 15075, 19145);
        assertThat(hex(INDEX, 3068, 4)).isEqualTo(hex("d10e41ec"));
    }

    @Test
    void blocks() {
        assertThat(hex(INDEX, 3072, disk.bytes(PATH, INDEX).length - 3072))
                .isEqualTo(hex(
                        "00000020 544e623a 0000000100000c00", // length, CRC32C, place: entries
                        "0000000000000002 00000435 00000015", // sequence number, index, length
                        "0000000000000007 00000228 00000018",
                        "0000003b 21cd7967 0000000100000c30", // rows
                        "0001 62 00000000 00000001", // id, first entry, entries
                        "03 0000000000000002 0000000000000001 00", // highest, deleted to; nothing else up to the end
                        "0002 c3a9 00000001 00000001",
                        "09 0000000000000007 0000000000000007 00", // highest, last opens
                        "00000004 8687e131 0000000100000c7b", // open ids
                        "0002 c3a9"));
    }

    @Test
    void file_of_retired_parts() {
        try (SegmentedLog log = open(disk)) {
            get(log.deleteTo("b", 3));
            get(log.deleteTo("é", 7));
        }
        open(disk).close();
        assertThat(hex(RetiredFile.NAME, 0, disk.bytes(PATH, RetiredFile.NAME).length))
                .isEqualTo(hex(
                        "4846415354524554 00000001", // magic, format
                        "0000000000000001 0000000000000002", // store id
                        "0000000000000008", // durable frame
                        "00000001", // ranges
                        "0000000000000001 0000000000000000 0000000000000000", // from frame, chain hash before it
                        "0000000000000007 f582367909ee90ab31b51015cb70bfb8", // up to before frame, chain hash before it
                        "6cc7de22" // CRC32C
                        ));
    }

    private String hex(String name, int from, int length) {
        return HexFormat.of().formatHex(Arrays.copyOfRange(disk.bytes(PATH, name), from, from + length));
    }

    private static String hex(String... parts) {
        return String.join("", parts).replace(" ", "");
    }
}
