package dev.holdfast.persistence.file;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The forgetful disk")
class ForgetfulDiskTest {

    @TempDir
    private Path path;

    private final ForgetfulDisk disk = new ForgetfulDisk(Disk.system());

    @Test
    void shows_what_was_written_and_forgets_it_unless_it_was_forced() throws IOException {
        Directory directory = disk.open(path);
        StorageFile file = directory.create("f");
        directory.force();
        write(file, 0, "forced");
        file.force();
        write(file, 3, "GOTTEN");
        assertThat(read(file)).isEqualTo("forGOTTEN");

        disk.crash();

        assertThat(read(disk.open(path).open("f", Directory.Access.READ))).isEqualTo("forced");
        assertThatThrownBy(() -> read(file)).isInstanceOf(IOException.class).hasMessageContaining("crashed");
        assertThatThrownBy(directory::list).isInstanceOf(IOException.class);
    }

    @Test
    void forgets_a_created_name_unless_the_directory_was_forced() throws IOException {
        Directory directory = disk.open(path);
        StorageFile file = directory.create("f");
        write(file, 0, "x");
        file.forceWithMetadata();
        assertThat(directory.list()).containsExactly("f");

        disk.crash();

        assertThat(disk.open(path).list()).isEmpty();
        assertThat(Disk.system().open(path).list()).isEmpty();
    }

    @Test
    void removes_hidden_files_that_a_killed_process_left() throws IOException {
        StorageFile file = disk.open(path).create("f");
        file.forceWithMetadata();
        assertThat(Disk.system().open(path).list()).hasSize(1).doesNotContain("f");

        new ForgetfulDisk(Disk.system()).open(path);

        assertThat(Disk.system().open(path).list()).isEmpty();
    }

    @Test
    void forgets_renaming_and_deleting_unless_the_directory_was_forced() throws IOException {
        Directory directory = disk.open(path);
        for (String name : new String[] {"old", "next", "gone"}) {
            StorageFile file = directory.create(name);
            write(file, 0, name);
            file.force();
        }
        directory.force();
        directory.rename("next", "old");
        directory.delete("gone");
        assertThat(directory.list()).containsExactly("old");
        assertThat(read(directory.open("old", Directory.Access.READ))).isEqualTo("next");

        disk.crash();

        Directory again = disk.open(path);
        assertThat(again.list()).containsExactly("gone", "next", "old");
        assertThat(read(again.open("old", Directory.Access.READ))).isEqualTo("old");
        again.rename("next", "old");
        again.delete("gone");
        again.force();
        disk.crash();
        assertThat(disk.open(path).list()).containsExactly("old");
        assertThat(read(disk.open(path).open("old", Directory.Access.READ))).isEqualTo("next");
    }

    @Test
    void keeps_a_durable_name_without_its_unforced_bytes() throws IOException {
        Directory directory = disk.open(path);
        StorageFile file = directory.create("f");
        write(file, 0, "x");
        directory.force();
        disk.crash();

        assertThat(disk.open(path).open("f", Directory.Access.READ).size()).isZero();
    }

    @Test
    void holds_no_heap_for_allocated_zeros() throws IOException {
        StorageFile file = disk.open(path).create("f");
        file.allocate(1L << 40); // would not fit into any heap
        write(file, 1L << 39, "x");

        ByteBuffer found = ByteBuffer.allocate(3);
        file.read(found, (1L << 39) - 1);
        assertThat(found.array()).isEqualTo(new byte[] {0, 'x', 0});
        assertThat(file.size()).isEqualTo(1L << 40);
    }

    @Test
    void can_lose_any_subset_of_sectors_when_power_fails_while_writing_back() throws IOException {
        Directory directory = disk.open(path);
        StorageFile file = directory.create("f");
        file.allocate(2048);
        file.force();
        directory.force();
        byte[] ones = new byte[2048];
        Arrays.fill(ones, (byte) 1);
        file.write(ByteBuffer.wrap(ones), 0);
        boolean[] survives = {true, false, false, true};
        int[] asked = {0};

        disk.crash(() -> survives[asked[0]++]);

        ByteBuffer found = ByteBuffer.allocate(2048);
        disk.open(path).open("f", Directory.Access.READ).read(found, 0);
        for (int sector = 0; sector < 4; sector++) {
            assertThat(found.get(sector * 512 + 100)).isEqualTo((byte) (survives[sector] ? 1 : 0));
        }
    }

    @Test
    void says_who_holds_the_lock_and_releases_it_in_a_crash() throws IOException {
        Directory directory = disk.open(path);
        DirectoryLock lock = directory.lock("lock");

        assertThatThrownBy(() -> Disk.system().open(path).lock("lock"))
                .isInstanceOf(DirectoryLockedException.class)
                .hasMessageContaining(
                        "locked by this process (" + ProcessHandle.current().pid());

        lock.close();
        disk.open(path).lock("lock");
        disk.crash();
        Disk.system().open(path).lock("lock").close();
    }

    @Test
    void refuses_names_like_any_directory() throws IOException {
        for (Disk each : new Disk[] {disk, Disk.system()}) {
            Directory directory = each.open(path.resolve(each.getClass().getSimpleName()));
            directory.create("f");
            assertThatThrownBy(() -> directory.create("f")).isInstanceOf(FileAlreadyExistsException.class);
            assertThatThrownBy(() -> directory.open("g", Directory.Access.READ))
                    .isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> directory.delete("g")).isInstanceOf(NoSuchFileException.class);
            assertThatThrownBy(() -> write(directory.open("f", Directory.Access.READ), 0, "x"))
                    .isInstanceOf(RuntimeException.class);
        }
    }

    private static void write(StorageFile file, long position, String text) throws IOException {
        file.write(ByteBuffer.wrap(text.getBytes(US_ASCII)), position);
    }

    private static String read(StorageFile file) throws IOException {
        ByteBuffer text = ByteBuffer.allocate(100);
        file.read(text, 0);
        return US_ASCII.decode(text.flip()).toString();
    }
}
