package dev.holdfast.kernel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.random.RandomGenerator;

/**
 * What a tape must have answered and must be, computed from nothing but what was asked of it, in order: no code of
 * Holdfast is used here. Answers are texts.
 */
final class TapeOracle {

    static final String VOIDED = "rejected voided";

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Step> byId = new HashMap<>();
    private long revision;

    /** A command and what it came to. */
    private static final class Step {
        private final long first;
        private final List<Long> moves;
        private final String answer;
        private boolean voided;

        private Step(long first, List<Long> moves, String answer) {
            this.first = first;
            this.moves = moves;
            this.answer = answer;
        }
    }

    /** The values that everything is folded from. */
    private record State(long level, long chain, long count) {
        State plus(long by) {
            return new State(level + by, chain * 31 + by, count + 1);
        }

        String text() {
            return "completed " + level + " " + chain + " " + count;
        }
    }

    private State state() {
        State state = new State(0, 0, 0);
        for (Step step : steps) {
            if (!step.voided) {
                for (long by : step.moves) {
                    state = state.plus(by);
                }
            }
        }
        return state;
    }

    private State last = new State(0, 0, 0);

    /** What a new command must be answered. */
    String ask(String id, String what, long by, boolean poisonous) {
        List<Long> moves = new ArrayList<>();
        String answer;
        State after = last;
        if (what.equals("bomb") || (what.equals("toxic") && poisonous)) {
            answer = "quarantined";
        } else if (what.equals("move") && last.level + by < 0) {
            answer = "rejected dry";
        } else {
            if (!what.equals("show")) {
                moves.add(by);
                after = after.plus(by);
            }
            if (after.level < 0) {
                long missing = -after.level;
                moves.add(missing);
                after = after.plus(missing);
            }
            answer = after.text();
        }
        last = after;
        Step step = new Step(revision + 1, List.copyOf(moves), answer);
        revision += moves.size();
        steps.add(step);
        byId.put(id, step);
        return answer;
    }

    /** What a command asked before must be answered now. */
    String again(String id) {
        Step step = step(id);
        return step.voided ? VOIDED : step.answer;
    }

    /** A command's events count no more. */
    void voids(String id) {
        step(id).voided = true;
        last = state();
    }

    private Step step(String id) {
        return Objects.requireNonNull(byId.get(id), () -> id + " was never asked");
    }

    /** How many commands were asked. */
    int size() {
        return steps.size();
    }

    /** A command whose events could be voided so that the level is never negative, near the end; if there is one. */
    OptionalInt voidable(RandomGenerator random) {
        for (int attempt = 0; attempt < 8 && !steps.isEmpty(); attempt++) {
            int at = Math.max(0, steps.size() - 1 - random.nextInt(60));
            Step step = steps.get(at);
            if (!step.voided && !step.moves.isEmpty()) {
                step.voided = true;
                boolean allowed = state().level >= 0;
                step.voided = false;
                if (allowed) {
                    return OptionalInt.of(at);
                }
            }
        }
        return OptionalInt.empty();
    }

    long firstRevision(int at) {
        return steps.get(at).first;
    }

    long lastRevision(int at) {
        return steps.get(at).first + steps.get(at).moves.size() - 1;
    }

    void voids(int at) {
        steps.get(at).voided = true;
        last = state();
    }
}
