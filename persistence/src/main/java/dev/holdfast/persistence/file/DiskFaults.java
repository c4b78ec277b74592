package dev.holdfast.persistence.file;

import dev.holdfast.persistence.file.DiskFault.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * Which operations of a {@link FaultyDisk} go wrong, and how: drawn from a random generator, so that a seed repeats it.
 * Counts operations; some time after a fault comes the next. For one thread.
 */
public final class DiskFaults implements DiskFaultSource {

    private final RandomGenerator random;
    private final Set<DiskFault> kinds;
    private final int gap;
    private final Runnable delay;
    private final Map<Operation, DiskFault> planned = new EnumMap<>(Operation.class);
    private final List<String> happened = new ArrayList<>();
    private long operations;
    private long next;
    private boolean calm;
    private int brokenWords;

    /**
     * @param random where everything is drawn from
     * @param kinds what may happen
     * @param gap one operation in about half so many goes wrong
     * @param delay called by an operation that takes long
     */
    public DiskFaults(RandomGenerator random, Set<DiskFault> kinds, int gap, Runnable delay) {
        this.delay = delay;
        this.random = random;
        this.kinds = kinds;
        this.gap = gap;
        this.next = random.nextInt(gap);
    }

    /** None but what is planned. */
    public static DiskFaults none() {
        return new DiskFaults(new Random(1), Set.of(), Integer.MAX_VALUE, () -> {});
    }

    /** The next such operation goes wrong in this way. */
    public void plan(Operation operation, DiskFault fault) {
        planned.put(operation, fault);
    }

    /** Whether to do without for a while. */
    public void calm(boolean isCalm) {
        calm = isCalm;
    }

    /** What happened, in words, in order. */
    public List<String> happened() {
        return happened;
    }

    /** How often the disk broke its word. */
    public int brokenWords() {
        return brokenWords;
    }

    @Override
    public RandomGenerator random() {
        return random;
    }

    @Override
    public void delay(Operation operation, Duration lasts) {
        delay.run();
    }

    /** It stays so until the test frees it. */
    @Override
    public void filled(FaultyDisk disk, Duration lasts) {}

    @Override
    public Optional<Struck> next(Operation operation, String file) {
        return draw(operation, file).map(fault -> new Struck(fault, Duration.ZERO));
    }

    private Optional<DiskFault> draw(Operation operation, String file) {
        operations++;
        if (planned.containsKey(operation)) {
            return Optional.ofNullable(planned.remove(operation));
        }
        if (calm || operations <= next) {
            return Optional.empty();
        }
        List<DiskFault> possible =
                kinds.stream().filter(kind -> kind.concerns(operation)).sorted().toList();
        if (possible.isEmpty()) {
            return Optional.empty();
        }
        next = operations + random.nextInt(gap);
        DiskFault fault = possible.get(random.nextInt(possible.size()));
        happened.add("#" + operations + " " + operation + " " + file + ": " + fault);
        if (fault.breaksTheDisksWord()) {
            brokenWords++;
        }
        return Optional.of(fault);
    }
}
