package dev.holdfast.persistence.file;

import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.DiskFault.Operation;
import java.time.Duration;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/** The faults of the disk that are injected as {@code holdfast.faults} says. Safe for use by any thread. */
public final class InjectedDiskFaults implements DiskFaultSource {

    private final FaultInjector injector;
    private final Host host;
    private final AtomicBoolean full = new AtomicBoolean();

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
    public Optional<Struck> next(Operation operation, String file) {
        for (DiskFault fault : DiskFault.values()) {
            if (fault.concerns(operation) && !(fault == DiskFault.FULL && full.get())) {
                Optional<Duration> lasts = injector.strikes(fault.injected(), operation.text());
                if (lasts.isPresent()) {
                    return Optional.of(new Struck(fault, lasts.get()));
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
    public void delay(Operation operation, Duration lasts) {
        host.chance().hang(InjectedFault.DISK_SLOW.text() + " at " + operation.text(), lasts);
    }

    /** It is not filled again while it is full: the end of the first time would end the second. */
    @Override
    public void filled(FaultyDisk disk, Duration lasts) {
        if (full.compareAndSet(false, true)) {
            host.clock().schedule(lasts, () -> {
                full.set(false); // first: who fills it right now is freed too early, rather than never
                disk.free();
            });
        }
    }
}
