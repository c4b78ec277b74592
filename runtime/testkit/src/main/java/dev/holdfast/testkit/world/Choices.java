package dev.holdfast.testkit.world;

import dev.holdfast.testkit.world.Deviation.Fault;
import dev.holdfast.testkit.world.Deviation.Turn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;

/** Makes the deviations of a run: drawn, or those of a plan. Keeps all that it made. */
final class Choices {

    private final Order order;
    private final SplittableRandom faults;
    private final boolean planned;
    private final Map<Long, Integer> turns = new HashMap<>();
    private final Set<Long> occasions = new HashSet<>();
    private final List<Deviation> taken = new ArrayList<>();
    private long occasion;

    Choices(Plan plan, SplittableRandom root) {
        SplittableRandom steps = root.split();
        faults = root.split();
        order = switch (plan.strategy()) {
            case RANDOM -> new Order.Uniform(steps);
            case PCT -> new Order.Pct(steps);
        };
        planned = plan.only().isPresent();
        plan.only().orElse(List.of()).forEach(deviation -> {
            if (deviation instanceof Turn turn) {
                turns.put(turn.step(), turn.place());
            } else if (deviation instanceof Fault fault) {
                occasions.add(fault.number());
            }
        });
    }

    /** A step can happen from now on. */
    void add(Step step) {
        order.add(step);
    }

    /** The only step of its owner is taken. */
    void remove(Step step) {
        order.remove(step);
    }

    /**
     * The place of the next step.
     *
     * @param ready those there are, in the order in which they came; not empty
     */
    int next(List<Step> ready, long number) {
        int place = planned ? Math.min(turns.getOrDefault(number, 0), ready.size() - 1) : order.next(ready, number);
        if (place > 0) {
            taken.add(Turn.of(number, place, ready.get(place)));
        }
        return place;
    }

    /** Whether a fault happens on this occasion; what it needs to be drawn comes from the generator. */
    Optional<SplittableRandom> fault(String what, double probability) {
        SplittableRandom own = faults.split();
        boolean drawn = own.nextDouble() < probability;
        occasion++;
        boolean happens = planned ? occasions.contains(occasion) : drawn;
        if (!happens) {
            return Optional.empty();
        }
        taken.add(new Fault(occasion, what));
        return Optional.of(own);
    }

    List<Deviation> taken() {
        return List.copyOf(taken);
    }
}
