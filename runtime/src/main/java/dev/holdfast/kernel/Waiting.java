package dev.holdfast.kernel;

import dev.holdfast.config.Rung;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.recovery.Climb;
import dev.holdfast.recovery.Climbs;
import dev.holdfast.recovery.Fault;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A command that a front holds until it is done with (K5), and what it went through. */
final class Waiting {

    private final Presentation presentation;
    private final List<String> faults = new ArrayList<>();
    private boolean handedOver;
    private Climbs climbs = Climbs.NONE;
    private Optional<Instant> time = Optional.empty();
    private Treatment treatment = Treatment.FIRST;

    Waiting(Presentation presentation) {
        this.presentation = presentation;
    }

    Presentation presentation() {
        return presentation;
    }

    /** The faults it met, by id. */
    List<String> faults() {
        return faults;
    }

    /** True once an incarnation had it: from then on it may have been written. */
    boolean handedOver() {
        return handedOver;
    }

    /** How far it has come on a ladder; a fault of another kind begins at the foot of its own. */
    Climb climb(List<Rung> ladder) {
        return climbs.on(ladder);
    }

    /** It met a fault. */
    void met(Fault fault, Optional<Instant> at, List<Rung> on, Climb now) {
        faults.add(fault.id());
        time = at.isPresent() ? at : time;
        climbs = climbs.with(on, now);
    }

    /** How the next incarnation is to treat it. */
    void treat(Treatment next) {
        treatment = next;
    }

    /** Whether its next treatment is to roll forward. */
    boolean isForwarded() {
        return treatment instanceof Treatment.Forward;
    }

    /** What to tell the kernel. */
    Run handOver() {
        handedOver = true;
        return new Run(presentation, time, treatment);
    }
}
