package dev.holdfast.recovery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.DiagnosisSettings;
import dev.holdfast.config.FaultKind;
import dev.holdfast.config.Recurrence;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A course of events is a line of words: {@code a1} is a fault of signature a on command 1 ({@code a0}: on none), {@code +}
 * a success, {@code .} half the time after which a fault is forgotten. The diagnoses are t, i and p.
 */
class DiagnosisTest {

    private static final int WITHIN = 100;
    private static final DiagnosisSettings SETTINGS = new DiagnosisSettings(2, 3, Duration.ofNanos(WITHIN));

    @ParameterizedTest
    @CsvSource({
        "a1,                t",
        "a1 b1 c1,          t t t",
        "a1 a1 a1 a1,       t t p p",
        "a0 a0 a0,          t t p",
        "+ a1 +,            t",
    })
    void a_fault_in_a_row_is_permanent(String course, String expected) {
        assertThat(diagnoses(SETTINGS, course)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a1 a2 a3,          t t p",
        "a1 b2 a3 b4 a5,    t t t t p",
    })
    void whoever_it_strikes_as_long_as_nothing_succeeds(String course, String expected) {
        assertThat(diagnoses(SETTINGS, course)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a1 + a1 + a1,      t t p",
        "a1 + a2 + a1 + a1, t i i p",
    })
    void a_command_that_fails_again_and_again_is_permanent_though_others_succeed(String course, String expected) {
        assertThat(diagnoses(SETTINGS, course)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a1 + a2 + a3 + a4, t i i i",
        "a0 + a0,           t i",
        "a1 + + b2 + a3,    t t i",
        "a1 a1 + a2,        t t i",
        "a1 a1 a1 + a2 a2 a2, t t p i i p",
    })
    void a_fault_that_comes_back_while_commands_succeed_is_intermittent(String course, String expected) {
        assertThat(diagnoses(SETTINGS, course)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "a1 a1 . . a1,      t t t",
        "a1 . a1 . a1,      t t t",
        "a1 + . . a2,       t t",
        "a1 . a2 . + a3,    t t i",
    })
    void what_is_too_long_ago_is_forgotten(String course, String expected) {
        assertThat(diagnoses(SETTINGS, course)).isEqualTo(expected);
    }

    @Test
    void the_numbers_are_those_configured() {
        DiagnosisSettings patient = new DiagnosisSettings(3, 2, Duration.ofNanos(WITHIN));

        assertThat(diagnoses(patient, "a1 + a2 + a3 a3")).isEqualTo("t t i p");
    }

    @Test
    void no_more_signatures_are_remembered_than_a_fixed_number() {
        Diagnosis diagnosis = new Diagnosis(SETTINGS);
        diagnosis.met(fault("kept", 1), 0);
        diagnosis.met(fault("kept", 1), 0);
        for (int i = 1; i < Diagnosis.MAX_SIGNATURES; i++) {
            diagnosis.met(fault("other" + i, 1), 0);
        }
        assertThat(diagnosis.met(fault("kept", 1), 0)).isEqualTo(Recurrence.PERMANENT);

        for (int i = 0; i < Diagnosis.MAX_SIGNATURES; i++) {
            diagnosis.met(fault("yet another" + i, 1), 0);
        }
        assertThat(diagnosis.met(fault("kept", 1), 0)).isEqualTo(Recurrence.TRANSIENT);
    }

    @Test
    void no_more_commands_are_told_apart_than_a_fixed_number() {
        Diagnosis diagnosis = new Diagnosis(SETTINGS);
        diagnosis.met(fault("a", 1), 0);
        diagnosis.met(fault("a", 1), 0);
        for (int i = 0; i < Sightings.MAX_COMMANDS; i++) {
            diagnosis.succeeded();
            diagnosis.met(fault("a", 1000 + i), 0);
        }
        diagnosis.succeeded();

        assertThat(diagnosis.met(fault("a", 1), 0)).isEqualTo(Recurrence.INTERMITTENT);
    }

    /** A course at random, against an oracle that remembers everything and counts anew each time. */
    @Test
    void any_course_is_diagnosed_as_by_definition() {
        Set<Recurrence> seen = EnumSet.noneOf(Recurrence.class);
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            DiagnosisSettings settings = new DiagnosisSettings(
                    2 + random.nextInt(3), 2 + random.nextInt(3), Duration.ofNanos(1 + random.nextInt(60)));
            Diagnosis diagnosis = new Diagnosis(settings);
            Oracle oracle = new Oracle(settings);
            long now = random.nextLong(); // a monotonic clock may begin, and overflow, anywhere
            for (int step = 0; step < 200; step++) {
                now += random.nextInt(8);
                if (random.nextInt(3) == 0) {
                    diagnosis.succeeded();
                    oracle.successes++;
                } else {
                    Fault fault = fault("s" + random.nextInt(3), random.nextInt(4));
                    Recurrence expected = oracle.met(fault, now);
                    assertThat(diagnosis.met(fault, now))
                            .as("seed %d, step %d, %s", seed, step, settings)
                            .isEqualTo(expected);
                    seen.add(expected);
                }
            }
        }
        assertThat(seen).containsExactlyInAnyOrder(Recurrence.values());
    }

    private static final class Oracle {
        private record Sighting(String signature, Optional<CommandId> command, long successes, long row, long time) {}

        private final DiagnosisSettings settings;
        private final List<Sighting> all = new ArrayList<>();
        private long successes;
        private long rows;

        Oracle(DiagnosisSettings settings) {
            this.settings = settings;
        }

        Recurrence met(Fault fault, long now) {
            List<Sighting> before = all.stream()
                    .filter(sighting -> sighting.signature.equals(fault.signature())
                            && now - sighting.time < settings.within().toNanos())
                    .toList();
            long sinceSuccess = 1
                    + before.stream()
                            .filter(sighting -> sighting.successes == successes)
                            .count();
            long onCommand = 1
                    + before.stream()
                            .filter(sighting -> fault.command().isPresent() && sighting.command.equals(fault.command()))
                            .count();
            boolean goesOn = sinceSuccess > 1 || onCommand > 1;
            long row = goesOn ? before.get(before.size() - 1).row : ++rows;
            all.add(new Sighting(fault.signature(), fault.command(), successes, row, now));
            long distinct = before.stream()
                            .mapToLong(Sighting::row)
                            .filter(other -> other != row)
                            .distinct()
                            .count()
                    + 1;
            if (Math.max(sinceSuccess, onCommand) >= settings.permanentAfter()) {
                return Recurrence.PERMANENT;
            }
            return distinct >= settings.intermittentAfter() ? Recurrence.INTERMITTENT : Recurrence.TRANSIENT;
        }
    }

    private static String diagnoses(DiagnosisSettings settings, String course) {
        Diagnosis diagnosis = new Diagnosis(settings);
        List<String> found = new ArrayList<>();
        long now = 0;
        for (String word : List.of(course.split(" ", -1))) {
            now++;
            if (word.equals("+")) {
                diagnosis.succeeded();
            } else if (word.equals(".")) {
                now += WITHIN / 2;
            } else {
                Fault fault = fault(word.substring(0, 1), Integer.parseInt(word.substring(1)));
                found.add(diagnosis.met(fault, now).text().substring(0, 1));
            }
        }
        return String.join(" ", found);
    }

    private static Fault fault(String signature, int command) {
        return new Fault(
                "f",
                FaultKind.CRASH,
                "account|1",
                1,
                command == 0 ? Optional.empty() : Optional.of(new CommandId("client", "account|1", command)),
                Instant.EPOCH,
                signature + ": of no importance",
                Set.of(),
                "here",
                true);
    }
}
