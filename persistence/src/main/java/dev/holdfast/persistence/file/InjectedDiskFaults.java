package dev.holdfast.persistence.file;

import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.DiskFault.Operation;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** The faults of the disk that are injected as {@code holdfast.faults} says. Safe for use by any thread. */
public final class InjectedDiskFaults implements DiskFaultSource {

    private final FaultInjector injector;
    private final Host host;
    private final ThreadLocal<Duration> lasts = ThreadLocal.withInitial(() -> Duration.ZERO);

    private InjectedDiskFaults(FaultInjector injector, Host host) {
        this.injector = injector;
        this.host = host;
    }

    /** The disk, or one before it if there are faults of disks to inject. */
    public static Disk before(Disk disk, FaultInjector injector, Host host) {
        for (DiskFault fault : DiskFault.values()) {
            if (injector.injects(fault.injected())) {
                return new FaultyDisk(disk, new InjectedDiskFaults(injector, host));
            }
        }
        return disk;
    }

    @Override
    public Optional<DiskFault> next(Operation operation, String file) {
        for (DiskFault fault : DiskFault.values()) {
            if (fault.concerns(operation)) {
                Optional<Duration> struck = injector.strikes(fault.injected(), text(operation));
                if (struck.isPresent()) {
                    lasts.set(struck.get());
                    return Optional.of(fault);
                }
            }
        }
        return Optional.empty();
    }

    @Override
    public RandomGenerator random() {
        return new SplittableRandom(host.entropy().nextLong());
    }

    @Override
    public void delay(Operation operation) {
        host.chance().hang(InjectedFault.DISK_SLOW.text() + " at " + text(operation), lasts.get());
    }

    @Override
    public void filled(FaultyDisk disk) {
        host.clock().schedule(lasts.get(), disk::free);
    }

    static String text(Operation operation) {
        return operation.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
