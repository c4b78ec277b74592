package dev.holdfast.testkit.world;

import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/** Draws which of the steps that could happen next does. */
abstract class Order {

    final SplittableRandom random;

    private Order(SplittableRandom random) {
        this.random = random;
    }

    /** A step can happen from now on. */
    void add(Step step) {}

    /** A step that is one of a kind is over: its owner has no other. */
    void remove(Step step) {}

    /**
     * The place of the next one.
     *
     * @param ready not empty
     * @param number of the step, counted from 1
     */
    abstract int next(List<Step> ready, long number);

    /** Any of them, each as likely. */
    static final class Uniform extends Order {
        Uniform(SplittableRandom random) {
            super(random);
        }

        @Override
        int next(List<Step> ready, long number) {
            return ready.size() == 1 ? 0 : random.nextInt(ready.size());
        }
    }

    /**
     * Probabilistic concurrency testing (Burckhardt, Kothari, Musuvathi, Nagarakatte, ASPLOS 2010): each owner of steps has a
     * priority that is drawn once, and the next step is of the owner with the highest; at a few steps the first becomes last.
     * Finds what takes few but unlikely changes of order. How many steps a run has is not known before, so within how many
     * the changes lie is drawn, too.
     *
     * <p>An owner that goes on and on while others wait becomes last: it may wait for one of them.
     */
    static final class Pct extends Order {
        private static final int DEPTH = 3;
        private static final int SHORTEST = 100;
        private static final int LONGEST = 10_000;
        private static final int PATIENCE = 1_000;

        private final IdentityHashMap<Object, Long> priorities = new IdentityHashMap<>();
        private final Set<Long> changes = new HashSet<>();
        private long lowest;
        private Object last = this;
        private int inARow;

        Pct(SplittableRandom random) {
            super(random);
            int horizon = SHORTEST;
            while (horizon < LONGEST && random.nextInt(3) > 0) {
                horizon *= 10;
            }
            while (changes.size() < DEPTH) {
                changes.add(1L + random.nextInt(horizon));
            }
        }

        @Override
        void add(Step step) {
            priorities.computeIfAbsent(step.owner(), fresh -> random.nextLong(Long.MAX_VALUE));
        }

        @Override
        void remove(Step step) {
            priorities.remove(step.owner());
        }

        @Override
        int next(List<Step> ready, long number) {
            int first = first(ready);
            Object owner = ready.get(first).owner();
            inARow = owner == last && ready.size() > 1 ? inARow + 1 : 0;
            last = owner;
            if (changes.contains(number) || inARow >= PATIENCE) {
                priorities.put(owner, --lowest);
                inARow = 0;
                return first(ready);
            }
            return first;
        }

        private int first(List<Step> ready) {
            int first = 0;
            long highest = Long.MIN_VALUE;
            for (int i = 0; i < ready.size(); i++) {
                Long priority = priorities.get(ready.get(i).owner());
                if (priority != null && priority > highest) {
                    highest = priority;
                    first = i;
                }
            }
            return first;
        }
    }
}
