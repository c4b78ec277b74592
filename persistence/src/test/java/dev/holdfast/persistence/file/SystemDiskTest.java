package dev.holdfast.persistence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The disks of this machine")
class SystemDiskTest {

    @TempDir
    private Path path;

    @Test
    @EnabledOnOs(OS.LINUX)
    void a_write_without_room_says_so() throws IOException {
        Path device = Path.of("/dev/full"); // says ENOSPC to every write
        try (StorageFile file = new SystemFile(device, FileChannel.open(device, StandardOpenOption.WRITE))) {
            assertThatThrownBy(() -> file.write(ByteBuffer.allocate(10), 0))
                    .isInstanceOf(DiskFullException.class)
                    .hasMessageContaining("no room for /dev/full");
        }
    }

    @Test
    void only_a_lack_of_space_counts_as_one() {
        for (String text : new String[] {"No space left on device", "x: Disk quota exceeded"}) {
            assertThat(Shortage.of(path.resolve("f"), new IOException(text))).isInstanceOf(DiskFullException.class);
            assertThat(Shortage.ofForce(path.resolve("f"), new IOException(text)))
                    .isInstanceOf(DiskFullException.class);
        }
        IOException other = new IOException("Input/output error");
        assertThat(Shortage.of(path.resolve("f"), other)).isSameAs(other);
        assertThat(Shortage.ofForce(path.resolve("f"), new IOException())).isNotInstanceOf(DiskFullException.class);
    }

    @Test
    void knows_how_much_its_files_take_and_how_much_room_there_is() throws IOException {
        Directory directory = Disk.system().open(path);
        directory.create("a").allocate(100_000);
        directory.create("b").write(ByteBuffer.allocate(11), 0);
        Files.createDirectory(path.resolve("c"));

        assertThat(directory.space().used()).isEqualTo(100_011);
        assertThat(directory.space().usable())
                .isPositive()
                .isLessThanOrEqualTo(Files.getFileStore(path).getTotalSpace());
    }

    private static ByteBuffer read(StorageFile file) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate((int) file.size());
        assertThat(file.read(bytes, 0)).isEqualTo(bytes.limit());
        return bytes.flip();
    }

    @ParameterizedTest
    @CsvSource({"0,4096", "0,3145728", "4096,12288", "0,100000", "5000,8192", "8192,5000"})
    void what_is_allocated_is_zero_and_what_was_there_stays(int before, int size) throws IOException {
        try (StorageFile file = Disk.system().open(path).create("a")) {
            byte[] text = new byte[before];
            Arrays.fill(text, (byte) 7);
            file.write(ByteBuffer.wrap(text), 0);
            file.allocate(size);
            file.force();

            assertThat(file.size()).isEqualTo(Math.max(before, size));
            assertThat(read(file)).isEqualTo(ByteBuffer.wrap(Arrays.copyOf(text, Math.max(before, size))));
        }
    }
}
