package dev.holdfast.testkit.world;

import java.util.HashSet;
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

    /**
     * The place of the next one.
     *
     * @param ready not empty
     * @param steps how many there were before
     */
    abstract int next(List<Step> ready, long steps);

    /** Any of them, each as likely. */
    static final class Uniform extends Order {
        Uniform(SplittableRandom random) {
            super(random);
        }

        @Override
        int next(List<Step> ready, long steps) {
            return ready.size() == 1 ? 0 : random.nextInt(ready.size());
        }
    }

    /**
     * Probabilistic concurrency testing (Burckhardt et al., 2010): the one of the highest priority, priorities drawn once;
     * at a few steps the one that is first becomes last. Finds what takes few but unlikely changes of order.
     */
    static final class Pct extends Order {

        private final Set<Long> changes = new HashSet<>();

        /**
         * @param depth how often the first becomes last
         * @param horizon within how many steps
         */
        Pct(SplittableRandom random, int depth, int horizon) {
            super(random);
            for (int i = 0; i < depth; i++) {
                changes.add((long) random.nextInt(horizon));
            }
        }

        @Override
        void add(Step step) {
            step.priority(random.nextLong(Long.MAX_VALUE));
        }

        @Override
        int next(List<Step> ready, long steps) {
            int first = first(ready);
            if (changes.contains(steps)) {
                ready.get(first).priority(steps - Long.MAX_VALUE);
                return first(ready);
            }
            return first;
        }

        private static int first(List<Step> ready) {
            int first = 0;
            for (int i = 1; i < ready.size(); i++) {
                if (ready.get(i).priority() > ready.get(first).priority()) {
                    first = i;
                }
            }
            return first;
        }
    }
}
