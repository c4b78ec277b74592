package dev.holdfast.persistence.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Chance;
import dev.holdfast.host.Clock;
import dev.holdfast.host.Entropy;
import dev.holdfast.host.Host;
import dev.holdfast.host.ThreadSource;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectedDiskFaultsTest {

    private final MemoryDisk memory = new MemoryDisk();
    private final List<Runnable> scheduled = new ArrayList<>();

    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            assertThat(delay).isEqualTo(Duration.ofSeconds(7));
            scheduled.add(task);
        }
    };

    private Disk injecting(FaultRule... rules) {
        Host host = new Host(clock, ThreadSource.system(), Entropy.system());
        return InjectedDiskFaults.before(memory, FaultInjector.of(FaultSettings.of(rules), Chance.system()), host);
    }

    @Test
    void without_faults_of_disks_there_is_nothing_before_the_disk() {
        assertThat(injecting(FaultRule.of(InjectedFault.CRASH, 1))).isSameAs(memory);
    }

    @ParameterizedTest
    @EnumSource
    void each_fault_of_a_disk_has_its_name_in_the_vocabulary(DiskFault fault) {
        assertThat(fault.injected().text())
                .isEqualTo("disk-"
                        + fault.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-'));
    }

    @ParameterizedTest
    @EnumSource
    void each_operation_can_be_named_in_a_rule(DiskFault.Operation operation) {
        String text = operation.text();

        assertThat(FaultRule.of(InjectedFault.DISK_FAILED, 1).at(text).isFor(text))
                .isTrue();
    }

    @Test
    void only_the_operation_that_a_rule_names_fails() throws IOException {
        Disk disk = injecting(FaultRule.of(InjectedFault.DISK_FAILED, 1).at("force"));
        try (Directory directory = disk.open(Path.of("/d"));
                StorageFile file = directory.create("f")) {
            file.write(ByteBuffer.wrap(new byte[512]), 0);

            assertThatExceptionOfType(IOException.class)
                    .isThrownBy(file::force)
                    .withMessage("Injected failure of FORCE f");
        }
    }

    @Test
    void a_full_disk_has_room_again_when_its_time_is_over() throws IOException {
        Disk disk = injecting(
                FaultRule.of(InjectedFault.DISK_FULL, 1).at("create").atMost(1).lasting(Duration.ofSeconds(7)));
        try (Directory directory = disk.open(Path.of("/d"))) {
            assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> directory.create("f"));
            assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> directory.create("f"));

            scheduled.forEach(Runnable::run);

            directory.create("f").close();
        }
    }

    @Test
    void a_full_disk_is_not_filled_again_so_the_end_of_one_time_ends_no_other() throws IOException {
        Disk disk = injecting(
                FaultRule.of(InjectedFault.DISK_FULL, 1).at("create").atMost(2).lasting(Duration.ofSeconds(7)));
        try (Directory directory = disk.open(Path.of("/d"))) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> directory.create("f"));
                assertThat(scheduled).hasSize(1);
            }
            scheduled.remove(0).run();

            assertThatExceptionOfType(DiskFullException.class).isThrownBy(() -> directory.create("f"));
            assertThat(scheduled).as("it is full for the second time").hasSize(1);
        }
    }

    /** A force needs room only where what is written inside a file needs it, too. */
    @Test
    void on_a_full_disk_a_force_fails_if_and_only_if_writes_inside_a_file_do() throws IOException {
        int failed = 0;
        for (int i = 0; i < 40; i++) {
            Disk disk = injecting(FaultRule.of(InjectedFault.DISK_FULL, 1)
                    .at("force")
                    .atMost(1)
                    .lasting(Duration.ofSeconds(7)));
            try (Directory directory = disk.open(Path.of("/d" + i));
                    StorageFile file = directory.create("f")) {
                file.allocate(512);
                boolean forced = succeeds(file::force);
                assertThat(succeeds(() -> file.write(ByteBuffer.wrap(new byte[512]), 0)))
                        .isEqualTo(forced);
                failed += forced ? 0 : 1;
            }
        }
        assertThat(failed).isBetween(1, 39);
    }

    private interface Action {
        void run() throws IOException;
    }

    private static boolean succeeds(Action action) throws IOException {
        try {
            action.run();
            return true;
        } catch (DiskFullException e) {
            return false;
        }
    }

    @Test
    void after_a_forgetful_force_the_next_ones_succeed_and_do_nothing() throws IOException {
        MemoryDisk stored = new MemoryDisk();
        ForgetfulDisk forgetful = new ForgetfulDisk(stored);
        FaultInjector injector = FaultInjector.of(
                FaultSettings.of(FaultRule.of(InjectedFault.DISK_FORGETFUL, 1).atMost(1)), Chance.system());
        Disk disk = InjectedDiskFaults.before(forgetful, injector, Host.system());
        Directory directory = disk.open(Path.of("/d"));
        StorageFile file = directory.create("f");
        directory.force();
        file.allocate(512);
        file.write(ByteBuffer.wrap(new byte[] {1}), 0);
        assertThatExceptionOfType(IOException.class).isThrownBy(file::force);
        file.force();

        forgetful.crash(() -> false);

        ByteBuffer read = ByteBuffer.allocate(1);
        try (Directory after = stored.open(Path.of("/d"));
                StorageFile found = after.open("f", Directory.Access.READ)) {
            int count = found.read(read, 0);
            assertThat(count <= 0 || read.get(0) == 0).isTrue();
        }
    }

    private static final int SECTOR = 512;

    private static byte[] sectors() {
        byte[] bytes = new byte[4 * SECTOR];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (1 + i / SECTOR);
        }
        return bytes;
    }

    private interface FileAction {
        void on(StorageFile file) throws IOException;
    }

    /** What is in a file of eight sectors of zeros when that has happened to it. */
    private byte[] after(InjectedFault fault, FileAction action) throws IOException {
        Disk disk = injecting(FaultRule.of(fault, 1).atMost(1));
        try (Directory directory = disk.open(Path.of("/" + fault));
                StorageFile file = directory.create("f")) {
            file.allocate(8 * SECTOR);
            action.on(file);
        }
        return memory.bytes(Path.of("/" + fault), "f");
    }

    private static long differing(byte[] found, byte[] wanted) {
        return IntStream.range(0, wanted.length)
                .map(i -> Integer.bitCount((found[i] ^ wanted[i]) & 0xff))
                .sum();
    }

    private static byte[] written() {
        return Arrays.copyOf(sectors(), 8 * SECTOR);
    }

    @Test
    void a_short_write_does_its_first_sectors_and_fails() throws IOException {
        byte[] found = after(
                InjectedFault.DISK_SHORT,
                file -> assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> file.write(ByteBuffer.wrap(sectors()), 0)));
        int done = 0;
        while (found[done * SECTOR] != 0) {
            done++;
        }
        assertThat(done).isLessThan(5);
        assertThat(found).isEqualTo(Arrays.copyOf(Arrays.copyOf(sectors(), done * SECTOR), 8 * SECTOR));
    }

    @Test
    void a_torn_write_does_whole_sectors_and_fails() throws IOException {
        byte[] found = after(
                InjectedFault.DISK_TORN,
                file -> assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> file.write(ByteBuffer.wrap(sectors()), 0)));
        for (int i = 0; i < found.length; i++) {
            assertThat(found[i]).isIn((byte) 0, written()[i]).isEqualTo(found[i / SECTOR * SECTOR]);
        }
    }

    @Test
    void of_a_miswritten_write_one_bit_is_wrong() throws IOException {
        byte[] found = after(InjectedFault.DISK_MISWRITTEN, file -> file.write(ByteBuffer.wrap(sectors()), 0));
        assertThat(differing(found, written())).isEqualTo(1);
    }

    @Test
    void a_lost_write_succeeds_and_does_nothing() throws IOException {
        byte[] found = after(InjectedFault.DISK_LOST, file -> file.write(ByteBuffer.wrap(sectors()), 0));
        assertThat(found).containsOnly(0);
    }

    @Test
    void a_misdirected_write_is_somewhere_else_or_lost() throws IOException {
        byte[] found = after(InjectedFault.DISK_MISDIRECTED, file -> file.write(ByteBuffer.wrap(sectors()), 0));
        assertThat(found).isNotEqualTo(written());
    }

    @Test
    void one_bit_is_misread_once() throws IOException {
        ByteBuffer first = ByteBuffer.allocate(4 * SECTOR);
        ByteBuffer second = ByteBuffer.allocate(4 * SECTOR);
        after(InjectedFault.DISK_MISREAD, file -> {
            file.write(ByteBuffer.wrap(sectors()), 0);
            assertThat(file.read(first, 0)).isEqualTo(4 * SECTOR);
            assertThat(file.read(second, 0)).isEqualTo(4 * SECTOR);
        });
        assertThat(differing(first.array(), sectors())).isEqualTo(1);
        assertThat(second.array()).isEqualTo(sectors());
    }

    @Test
    void a_file_that_vanishes_is_not_there_when_it_is_opened() throws IOException {
        memory.replace(Path.of("/d"), "f", new byte[] {1});
        Disk disk = injecting(FaultRule.of(InjectedFault.DISK_VANISHED, 1));
        try (Directory directory = disk.open(Path.of("/d"))) {
            assertThatExceptionOfType(IOException.class).isThrownBy(() -> directory.open("f", Directory.Access.READ));
        }
        assertThat(memory.names(Path.of("/d"))).isEmpty();
    }

    @Test
    void what_a_lying_force_said_is_forced_is_lost_with_the_power() throws IOException {
        MemoryDisk stored = new MemoryDisk();
        ForgetfulDisk forgetful = new ForgetfulDisk(stored);
        FaultInjector injector = FaultInjector.of(
                FaultSettings.of(FaultRule.of(InjectedFault.DISK_LYING, 1).at("force")), Chance.system());
        Disk disk = InjectedDiskFaults.before(forgetful, injector, Host.system());
        Directory directory = disk.open(Path.of("/d"));
        StorageFile file = directory.create("f");
        directory.force();
        file.allocate(SECTOR);
        file.write(ByteBuffer.wrap(new byte[] {1}), 0);
        file.force();

        forgetful.crash(() -> false);

        byte[] found = stored.bytes(Path.of("/d"), "f");
        assertThat(found.length == 0 || found[0] == 0).isTrue();
    }
}
