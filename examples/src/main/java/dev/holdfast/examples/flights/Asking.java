package dev.holdfast.examples.flights;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.runtime.CommandQuarantined;
import dev.holdfast.runtime.ComponentUnavailable;
import dev.holdfast.runtime.Holdfast;
import dev.holdfast.runtime.OutcomeUnknown;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.apache.pekko.actor.typed.ActorSystem;

/** How the worker asks components: patiently, and counting how often it was told to come back. */
final class Asking {

    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private final ActorSystem<?> system;
    private final Holdfast holdfast;
    private final Component<Counters, Airport.Event> airport;
    private long unavailable;

    Asking(ActorSystem<?> system, Holdfast holdfast, Component<Counters, Airport.Event> airport) {
        this.system = system;
        this.holdfast = holdfast;
        this.airport = airport;
    }

    /** The feed's answer. */
    long feed(Command<Long> command) {
        return untilAvailable(() -> holdfast.component(Feed.FEED, Feed.ID).ask(command, DEADLINE));
    }

    /** Sends poison and does not wait for what becomes of it. */
    CompletionStage<Long> send(Poison poison, String airportCode) {
        return holdfast.component(airport, airportCode).ask(poison, DEADLINE);
    }

    /**
     * Waits until poison that was sent has ended as it must: quarantined. When what became of it is not known, it is sent
     * again, as a new command.
     *
     * @throws IllegalStateException when it ended in another way
     */
    void expectQuarantined(CompletionStage<Long> sent, Poison poison, String airportCode) {
        CompletionStage<Long> answer = sent;
        for (; ; ) {
            try {
                Wait.patiently(answer);
                throw new IllegalStateException("poison at row " + poison.row() + " was executed");
            } catch (CommandQuarantined e) {
                return;
            } catch (ComponentUnavailable e) {
                refused(e);
            } catch (OutcomeUnknown e) {
                system.log().info("poison at row {} is sent again: {}", poison.row(), e.getMessage());
            }
            answer = send(poison, airportCode);
        }
    }

    private void refused(ComponentUnavailable refusal) {
        unavailable++;
        Wait.pass(system, refusal.retryAfter());
    }

    private long untilAvailable(Supplier<CompletionStage<Long>> ask) {
        for (; ; ) {
            try {
                return Wait.patiently(ask.get());
            } catch (ComponentUnavailable e) {
                refused(e);
            }
        }
    }

    /** How often a component refused for the time being. */
    long unavailable() {
        return unavailable;
    }
}
