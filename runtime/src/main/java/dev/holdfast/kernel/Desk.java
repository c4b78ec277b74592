package dev.holdfast.kernel;

import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a front keeps through all its phases: the commands not yet done with, in order, and the faults not yet resolved.
 * Bounded by the permits at the senders and by the effects their sources may have open.
 */
final class Desk {

    private final Environment environment;
    private final ComponentId component;
    private final Map<CommandId, Waiting> pending = new LinkedHashMap<>();
    private final List<String> openFaults = new ArrayList<>();

    Desk(Environment environment, ComponentId component) {
        this.environment = environment;
        this.component = component;
    }

    ComponentId component() {
        return component;
    }

    /** Takes a command in; nothing if it is here already: then the one outcome answers both presentations. */
    Optional<Waiting> take(Presentation presentation) {
        Waiting fresh = new Waiting(presentation);
        Waiting known = pending.putIfAbsent(presentation.id(), fresh);
        if (known == null) {
            return Optional.of(fresh);
        }
        if (known.presentation().permit() != presentation.permit()) {
            presentation.permit().giveBack();
        }
        return Optional.empty();
    }

    /** All commands not done with, in order of arrival. */
    Collection<Waiting> pending() {
        return pending.values();
    }

    Optional<Waiting> find(Optional<CommandId> id) {
        return id.map(pending::get);
    }

    /** These commands are done with. */
    void done(List<Given> given) {
        for (Given answer : given) {
            Waiting waiting = pending.remove(answer.id());
            if (waiting != null) {
                waiting.presentation().permit().giveBack();
                resolve(waiting.faults(), outcome(answer.response()));
            }
        }
    }

    /** A fault that is no command's. */
    void met(String fault) {
        openFaults.add(fault);
    }

    /** What came of the faults that are no command's. */
    void resolveFaults(String outcome) {
        resolve(openFaults, outcome);
        openFaults.clear();
    }

    /** Refuses a command. One that an incarnation had may be written: whether it is cannot be said. */
    void refuse(Waiting waiting, String reason, Duration retryAfter) {
        Presentation presentation = waiting.presentation();
        Response response =
                waiting.handedOver() ? new Response.Unknown(reason) : new Response.Unavailable(reason, retryAfter);
        presentation.replyTo().tell(Answers.of(presentation.id(), response));
        presentation.permit().giveBack();
        resolve(waiting.faults(), outcome(response));
    }

    /** Refuses all that waits. */
    void refuseAll(String reason, Duration retryAfter) {
        List<Waiting> all = List.copyOf(pending.values());
        pending.clear();
        all.forEach(waiting -> refuse(waiting, reason, retryAfter));
    }

    private void resolve(List<String> faults, String outcome) {
        faults.forEach(fault -> environment.ledger().record(new Resolved(fault, environment.now(), outcome)));
    }

    private static String outcome(Response response) {
        if (response instanceof Response.Final known) {
            Answer answer = known.answer();
            return answer instanceof Answer.Completed
                    ? "completed"
                    : answer instanceof Answer.Rejected ? "rejected" : "quarantined";
        }
        return response instanceof Response.Unknown ? "unknown" : "unavailable";
    }
}
