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
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class InjectedDiskFaultsTest {

    private final Disk memory = new MemoryDisk();
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
        String text = InjectedDiskFaults.text(operation);

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
}
