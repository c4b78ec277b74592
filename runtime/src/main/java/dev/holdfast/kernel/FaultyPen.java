package dev.holdfast.kernel;

import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.faults.InjectedFailure;
import dev.holdfast.kernel.KernelMessage.WriteFailed;
import dev.holdfast.persistence.entry.StoredEntry;
import java.util.List;
import java.util.function.Consumer;

/**
 * A pen whose writes set out late, or fail, where that is injected on purpose: before anything is stored, or when all is.
 */
final class FaultyPen implements Pen {

    private final Pen pen;
    private final FaultInjector faults;
    private final String persistenceId;
    private final Consumer<WriteFailed> kernel;

    private FaultyPen(Pen pen, FaultInjector faults, String persistenceId, Consumer<WriteFailed> kernel) {
        this.pen = pen;
        this.faults = faults;
        this.persistenceId = persistenceId;
        this.kernel = kernel;
    }

    /**
     * The pen itself if no such fault is injected.
     *
     * @param kernel tells the kernel of what failed; for any thread
     */
    static Pen before(Pen pen, FaultInjector faults, String persistenceId, Consumer<WriteFailed> kernel) {
        return faults.injects(InjectedFault.WRITE_FAILED, InjectedFault.WRITE_UNHEARD, InjectedFault.WRITE_LATE)
                ? new FaultyPen(pen, faults, persistenceId, kernel)
                : pen;
    }

    @Override
    public void write(long first, List<StoredEntry> entries, Runnable then) {
        faults.mayHang(InjectedFault.WRITE_LATE, persistenceId);
        if (faults.strikes(InjectedFault.WRITE_FAILED, persistenceId).isPresent()) {
            fail(InjectedFault.WRITE_FAILED);
        } else if (faults.strikes(InjectedFault.WRITE_UNHEARD, persistenceId).isPresent()) {
            pen.write(first, entries, () -> fail(InjectedFault.WRITE_UNHEARD));
        } else {
            pen.write(first, entries, then);
        }
    }

    private void fail(InjectedFault fault) {
        kernel.accept(new WriteFailed(new InjectedFailure(fault, persistenceId)));
    }
}
