package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.holdfast.component.Component;
import dev.holdfast.component.Context;
import dev.holdfast.component.Decision;
import dev.holdfast.examples.flights.Airport.Depart;
import dev.holdfast.examples.flights.Airport.Departed;
import dev.holdfast.persistence.entry.CommandId;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FaultInjectionTest {

    private static final Context CONTEXT = context(1);

    private static FaultPlan always(String fault) {
        return FaultPlan.of(1, 1, FaultCounts.parse(fault + "=1", 1));
    }

    @Test
    void decide_fails_at_the_first_attempt_only() {
        Component<Counters, Airport.Event> airport = Airport.component(FaultInjection.of(always("crash")));

        assertThatExceptionOfType(FaultAtRow.class)
                .isThrownBy(() -> decide(airport, CONTEXT))
                .withMessage("injected crash fault at row 1");
        assertThat(decide(airport, CONTEXT)).isInstanceOf(Decision.Accepted.class);
    }

    @Test
    void apply_fails_right_after_its_decide_and_never_when_an_event_is_read_back() {
        Component<Counters, Airport.Event> airport = Airport.component(FaultInjection.of(always("crash-in-apply")));
        Departed departed = new Departed(1, 20, 100);

        assertThat(airport.apply(Counters.NONE, departed).departures()).isEqualTo(1);
        decide(airport, CONTEXT);
        assertThatExceptionOfType(FaultAtRow.class).isThrownBy(() -> airport.apply(Counters.NONE, departed));
        assertThat(airport.apply(Counters.NONE, departed).departures()).isEqualTo(1);
        decide(airport, CONTEXT);
        assertThat(airport.apply(Counters.NONE, departed).departures()).isEqualTo(1);
    }

    @Test
    void memory_is_corrupted_at_the_first_attempt_only() {
        Component<Counters, Airport.Event> airport = Airport.component(FaultInjection.of(always("wrong-state")));
        Departed departed = new Departed(1, 20, 100);

        decide(airport, CONTEXT);
        assertThat(airport.apply(Counters.NONE, departed).lateDepartures()).isGreaterThan(1);
        decide(airport, CONTEXT);
        assertThat(airport.apply(Counters.NONE, departed).lateDepartures()).isEqualTo(1);
    }

    @Test
    void a_misread_row_makes_the_same_wrong_event_at_each_attempt() {
        Component<Counters, Airport.Event> airport = Airport.component(FaultInjection.of(always("wrong-event")));
        Departed wrong = new Departed(1, 20, 100 ^ Integer.MIN_VALUE);

        for (int attempt = 0; attempt < 2; attempt++) {
            assertThat(((Decision.Accepted<Counters, ?, ?>) decide(airport, CONTEXT)).events())
                    .isEqualTo(List.of(wrong));
        }
        assertThat(airport.apply(Counters.NONE, wrong).miles()).isNegative();
    }

    @Test
    void poison_fails_at_each_attempt() {
        for (int attempt = 0; attempt < 3; attempt++) {
            assertThatExceptionOfType(FaultAtRow.class)
                    .isThrownBy(() -> Airport.component().decide(Counters.NONE, new Poison(7), CONTEXT))
                    .withMessage("injected poison-command fault at row 7");
        }
    }

    @Test
    void an_injected_fault_is_recognised_in_the_ledger() {
        assertThat(FaultAtRow.in(new FaultAtRow(Fault.WRITE_FAILED, 42).toString()))
                .contains(new FaultAtRow.Mark(Fault.WRITE_FAILED, 42));
        assertThat(FaultAtRow.in("java.lang.IllegalStateException: something else"))
                .isEmpty();
    }

    @Test
    void without_a_plan_nothing_fails() {
        assertThat(decide(Airport.component(), CONTEXT)).isInstanceOf(Decision.Accepted.class);
    }

    private static Decision<Counters, ? extends Airport.Event, ?> decide(
            Component<Counters, Airport.Event> airport, Context context) {
        return airport.decide(Counters.NONE, new Depart(1, 20, 100, "LAX"), context);
    }

    private static Context context(long number) {
        return new Context() {
            @Override
            public CommandId commandId() {
                return new CommandId("feed|flights", "airport|ABE", number);
            }

            @Override
            public Instant time() {
                return Instant.EPOCH;
            }

            @Override
            public RandomGenerator random() {
                return new SplittableRandom(number);
            }

            @Override
            public UUID uuid() {
                return new UUID(0, number);
            }
        };
    }
}
