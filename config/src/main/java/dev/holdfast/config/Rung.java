package dev.holdfast.config;

import java.util.function.Supplier;
import java.util.regex.Matcher;

/** One rung of a recovery ladder; when it fails or the fault recurs, the next is taken. */
public sealed interface Rung {

    /** The rung's name in kebab case, for example {@code roll-back}. */
    String name();

    /** As written in the configuration, for example {@code retry 3}. */
    default String text() {
        return name();
    }

    /** Whether the component has then either set the command aside or stopped work, so that no rung can follow. */
    default boolean isLast() {
        return false;
    }

    /**
     * Reads one element of {@code do}.
     *
     * @throws IllegalArgumentException with what is allowed
     */
    static Rung parse(String text) {
        Matcher words = RungWords.SHAPE.matcher(text.strip());
        String name = words.matches() ? words.group(1) : text;
        String argument = words.matches() && words.group(2) != null ? words.group(2) : "";
        if (name.equals(Retry.NAME)) {
            return Retry.parse(argument);
        }
        Supplier<Rung> plain = RungWords.PLAIN.get(name);
        if (plain == null) {
            throw new IllegalArgumentException(Words.refused(name, RungWords.PROVIDED, RungWords.PLANNED));
        }
        if (!argument.isEmpty()) {
            throw new IllegalArgumentException("must be " + name + " alone: it takes no number");
        }
        return plain.get();
    }

    /**
     * The same command and context again after backoff, while nothing of it is written.
     *
     * @param times at most, 1 to 1000
     */
    record Retry(int times) implements Rung {
        private static final String NAME = "retry";
        private static final Limit<Integer> TIMES = Limit.between(1, 1000);
        private static final String ALLOWED = "must be retry with a whole number from 1 to 1000, e.g. retry 3";

        /** @throws IllegalArgumentException outside the limits */
        public Retry {
            TIMES.check(NAME, times);
        }

        private static Retry parse(String times) {
            try {
                return new Retry(Integer.parseInt(times));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(ALLOWED, e);
            }
        }

        @Override
        public String name() {
            return NAME;
        }

        @Override
        public String text() {
            return NAME + " " + times;
        }
    }

    /** Drop the state in memory, return to the newest verified checkpoint, replay. */
    record RollBack() implements Rung {
        @Override
        public String name() {
            return "roll-back";
        }
    }

    /**
     * The events of the correction that the component declares for what was thrown are written, in one entry with the
     * fault's id, after the state, or what the command made of it, is computed again on a fresh fold and found wrong there,
     * too (R1). Passed over by a component that declares none; once per fault.
     */
    record RollForward() implements Rung {
        @Override
        public String name() {
            return "roll-forward";
        }
    }

    /**
     * The next version that the component declares of the {@code decide} or {@code apply} that failed (recovery block); each
     * of them once, in the order declared. Passed over by a component that declares none.
     */
    record Alternate() implements Rung {
        @Override
        public String name() {
            return "alternate";
        }
    }

    /**
     * The command whose event cannot be applied is voided, with all its events, and its reply revoked (R3). Passed over when
     * the brake of {@link PoisonBrakeSettings} is on.
     */
    record VoidCommand() implements Rung {
        @Override
        public String name() {
            return "void-command";
        }
    }

    /** Set the command aside with its evidence, as an outcome; the component lives on. */
    record QuarantineCommand() implements Rung {
        @Override
        public String name() {
            return "quarantine-command";
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }

    /** The component refuses work with the reason; all else runs on. */
    record Park() implements Rung {
        @Override
        public String name() {
            return "park";
        }

        @Override
        public boolean isLast() {
            return true;
        }
    }
}
