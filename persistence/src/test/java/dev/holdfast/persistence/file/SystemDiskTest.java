package dev.holdfast.persistence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

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
}
