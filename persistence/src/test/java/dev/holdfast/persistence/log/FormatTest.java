package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.*;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.persistence.file.MemoryDisk;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Format 1 on disk never changes")
class FormatTest {

    private final MemoryDisk disk = new MemoryDisk();

    @BeforeEach
    void write_a_log() {
        try (SegmentedLog log = open(disk)) {
            stored(log.append(new Append("é", "w", List.of(new NewRecord(7, Tag.OPENS.bit(), "hi".getBytes(UTF_8))))));
            get(log.deleteTo("é", 7));
        }
    }

    @Test
    void store_file() {
        assertThat(hex(StoreFile.NAME, 0, disk.bytes(PATH, StoreFile.NAME).length))
                .isEqualTo(hex(
                        "48464153544f5245 00000001", // magic, format
                        "0000000000000001 0000000000000002", // store id
                        "0000000000000001 0000000000000000", // term, durable frame
                        "00000001 0004 2f6c6f67", // one member: /log
                        "e142e8ad" // CRC32C
                        ));
    }

    @Test
    void segment_header() {
        assertThat(hex("00000001.segment", 0, 512))
                .isEqualTo(hex(
                        "484f4c4446415354 00000001 00000000", // magic, format
                        "0000000000000001 0000000000000002", // store id
                        "0000000000000001 0000000000010000", // number, size
                        "0000000000000001 0000000000000001", // term, first frame
                        "0000000000000000 0000000000000000", // chain hash before it
                        "ed05eb5e", // CRC32C
                        "00".repeat(428)));
    }

    @Test
    void frame_with_data() {
        assertThat(hex("00000001.segment", 512, 512))
                .isEqualTo(hex(
                        "4846000000000001", // stamp
                        "48464652 0001 0000 0000000000000001", // magic, format, number
                        "00000001 00000018", // records, length of body
                        "6fc01e57 35ac48ae", // CRC32C of body and header
                        "7e0cba45a13ca6e4131501a04fd5c4d6", // chain hash
                        "00000010 f781e554 01 02 0002 c3a9 0000000000000007 6869", // record
                        "00".repeat(432)));
    }

    @Test
    void frame_with_a_deletion() {
        assertThat(hex("00000001.segment", 1024, 512))
                .isEqualTo(hex(
                        "4846000000000002", // stamp
                        "48464652 0001 0000 0000000000000002", // magic, format, number
                        "00000001 00000016", // records, length of body
                        "a77093e6 0b5c4f5d", // CRC32C of body and header
                        "4b359f02836fdcd37e75d2b2b15ceb33", // chain hash
                        "0000000e 3e9442c7 02 00 0002 c3a9 0000000000000007", // record
                        "00".repeat(434)));
    }

    private String hex(String name, int from, int length) {
        return HexFormat.of().formatHex(Arrays.copyOfRange(disk.bytes(PATH, name), from, from + length));
    }

    private static String hex(String... parts) {
        return String.join("", parts).replace(" ", "");
    }
}
