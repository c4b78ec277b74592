package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.config.PoisonBrakeSettings;
import dev.holdfast.config.Rung;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.recovery.Climb;
import dev.holdfast.recovery.Climbs;
import dev.holdfast.recovery.Diagnosis;
import dev.holdfast.recovery.Fault;
import dev.holdfast.recovery.Means;
import dev.holdfast.recovery.RestartBudget;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides which rung a fault takes, and puts that on record: diagnosis, ladder, what there is to take it with. For the
 * front's thread.
 */
final class Triage {

    private static final Logger LOG = LoggerFactory.getLogger(Triage.class);

    private final Environment environment;
    private final ComponentId component;
    private final RestartBudget budget;
    private final Diagnosis diagnosis;
    private Climbs climbs = Climbs.NONE;

    /** Events that the next incarnation is to void. */
    private final Set<Range> voiding = new HashSet<>();

    Triage(Environment environment, ComponentId component) {
        this.environment = environment;
        this.component = component;
        this.budget = new RestartBudget(environment.segment().intensity());
        this.diagnosis = new Diagnosis(environment.segment().diagnosis());
    }

    /** A command was executed since the last fault. */
    void succeeded() {
        diagnosis.succeeded();
    }

    /** An incarnation serves: faults that were no command's are over. */
    void serves() {
        beginAnew();
    }

    /** The component rests: what failed may work when it tries again. */
    void parked() {
        beginAnew();
    }

    private void beginAnew() {
        climbs = Climbs.NONE;
        voiding.clear();
    }

    /**
     * What to do about a fault.
     *
     * @param culprit the command that met it
     * @param inPlace whether the incarnation waits for what is decided and its state can be trusted
     */
    Climb.Step decide(Failed failed, Optional<Waiting> culprit, boolean inPlace) {
        Fault fault = failed.fault();
        long now = environment.host().clock().nanoTime();
        List<Rung> ladder = ladder(fault, now);
        boolean braked = isBraked(failed.remedies(), ladder, now);
        Climb.Step step = culprit.map(waiting -> waiting.climb(ladder))
                .orElseGet(() -> climb(failed.remedies(), ladder))
                .next(ladder, means(failed.remedies(), braked, culprit.isPresent(), inPlace, now));
        culprit.ifPresentOrElse(
                waiting -> waiting.met(fault, failed.time(), ladder, step.climb()),
                () -> climb(failed.remedies(), ladder, step));
        if (step.restart()) {
            budget.count(now);
        }
        record(fault, step.rung(), step.rung() instanceof Rung.Park ? whyNotVoided(failed, ladder, braked) : "");
        return step;
    }

    /** Whether a fault that is mended already, by beginning anew, is to park the component all the same. */
    boolean parks(Fault mended) {
        List<Rung> ladder = ladder(mended, environment.host().clock().nanoTime());
        boolean parks = ladder.isEmpty() || ladder.get(0) instanceof Rung.Park;
        record(mended, parks ? new Rung.Park() : new Rung.RollBack(), "");
        return parks;
    }

    private List<Rung> ladder(Fault fault, long now) {
        return environment.segment().rungsFor(fault.kind(), fault.causes(), diagnosis.met(fault, now));
    }

    /** A roll-back for no command's fault may be taken again: how often is bounded by the restart intensity. */
    private void climb(Remedies remedies, List<Rung> ladder, Climb.Step step) {
        if (!(step.rung() instanceof Rung.RollBack)) {
            climbs = climbs.with(ladder, step.climb());
        }
        if (step.rung() instanceof Rung.VoidCommand) {
            remedies.voidable().ifPresent(voiding::add);
        }
    }

    /** Each poison event is voided for itself: that another one shows does not mean that the rung has failed. */
    private Climb climb(Remedies remedies, List<Rung> ladder) {
        Climb climb = climbs.on(ladder);
        boolean another = remedies.voidable().isPresent()
                && !voiding.contains(remedies.voidable().get())
                && climb.rung() < ladder.size()
                && ladder.get(climb.rung()) instanceof Rung.VoidCommand;
        return another ? new Climb(climb.rung(), 0) : climb;
    }

    /** Whether it wants to void a command, and too many others do, too (R3). */
    private boolean isBraked(Remedies remedies, List<Rung> ladder, long now) {
        return remedies.voidable().isPresent()
                && voids(ladder)
                && !environment.brake().allows(component.persistenceId(), now);
    }

    private static boolean voids(List<Rung> ladder) {
        return ladder.stream().anyMatch(Rung.VoidCommand.class::isInstance);
    }

    private String whyNotVoided(Failed failed, List<Rung> ladder, boolean braked) {
        if (braked) {
            PoisonBrakeSettings brake = environment.settings().poisonBrake();
            return "; the brake is on: more than " + brake.components() + " components wanted to void a command within "
                    + brake.within() + " (holdfast.runtime.poison-brake)";
        }
        boolean effects = failed.fault().kind() == FaultKind.POISON_EVENT
                && voids(ladder)
                && failed.remedies().voidable().isEmpty();
        return effects ? "; its command caused effects, and is not voided" : "";
    }

    private Means means(Remedies remedies, boolean braked, boolean command, boolean inPlace, long now) {
        boolean few = voiding.size() < environment.segment().intensity().restarts(); // each costs a fold of the journal
        boolean mayVoid = remedies.voidable().isPresent() && !braked && few;
        return new Means(command, inPlace, budget.allows(now), remedies.corrects(), remedies.alternates(), mayVoid);
    }

    private void record(Fault fault, Rung rung, String because) {
        String decision = rung.name() + because;
        environment.ledger().record(Detected.of(fault, environment.segment().name(), decision));
        LOG.atWarn()
                .addKeyValue("holdfastComponent", fault.component())
                .addKeyValue("holdfastFaultId", fault.id())
                .log(
                        "{} of {} at revision {}: {}; decision: {}",
                        fault.kind().text(),
                        fault.component(),
                        fault.revision(),
                        fault.cause(),
                        decision);
    }
}
