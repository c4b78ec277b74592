package dev.holdfast.kernel;

import dev.holdfast.kernel.Answers.Given;
import dev.holdfast.kernel.KernelMessage.Begin;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.persistence.entry.Answer;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;

/**
 * What a front keeps through all its phases: the commands not yet done with, in order, and the faults not yet resolved.
 * Bounded by the permits at the senders and by the effects their sources may have open.
 *
 * <p>The front opens and closes its door. While it is open senders put commands in and the kernel takes them out, each on
 * its own thread and without waking the front; so a command is here before a kernel has it, and gone before anybody can
 * be told of a fault that came after it (K5). Safe for use by any thread; under its lock nothing is
 * done but bookkeeping and telling the kernel.
 */
final class Desk {

    private final Environment environment;
    private final ComponentId component;
    private final Map<CommandId, Waiting> pending = new LinkedHashMap<>();
    private final List<String> openFaults = new ArrayList<>();
    private volatile Optional<Door> door = Optional.empty();
    private Optional<Incarnation> heard = Optional.empty();
    private boolean progressed;
    private boolean succeeded;

    Desk(Environment environment, ComponentId component) {
        this.environment = environment;
        this.component = component;
    }

    ComponentId component() {
        return component;
    }

    /** The way to the kernel that serves, if one does. */
    Optional<Door> door() {
        return door;
    }

    /** An incarnation serves: it gets all that waits, in order, and what comes from now on. */
    synchronized void open(Incarnation incarnation, ActorRef kernel) {
        door = Optional.of(new Door(this, incarnation, kernel));
        heard = Optional.of(incarnation);
        kernel.tell(new Begin(), ActorRef.noSender());
        pending.values().forEach(waiting -> kernel.tell(waiting.handOver(), ActorRef.noSender()));
    }

    /** Commands wait from now on; what was handed out may still be done with. */
    synchronized void shut() {
        door = Optional.empty();
    }

    /** No incarnation serves: commands wait, and what the last one still says does not count. */
    synchronized void close() {
        door = Optional.empty();
        heard = Optional.empty();
    }

    /** Hands a command to the kernel behind a door, unless it is here already; false when the door is shut. */
    synchronized boolean hand(Presentation presentation, Door through) {
        if (door.isEmpty() || !door.get().incarnation().equals(through.incarnation())) {
            return false;
        }
        Waiting fresh = new Waiting(presentation);
        if (take(fresh)) {
            through.kernel().tell(fresh.handOver(), ActorRef.noSender());
        }
        return true;
    }

    /** Takes a command in; false if it is here already: then the one outcome answers both presentations. */
    synchronized boolean take(Waiting command) {
        Presentation presentation = command.presentation();
        Waiting known = pending.putIfAbsent(presentation.id(), command);
        if (known != null && known.presentation().permit() != presentation.permit()) {
            presentation.permit().giveBack();
        }
        return known == null;
    }

    synchronized Optional<Waiting> find(Optional<CommandId> id) {
        return id.map(pending::get);
    }

    /** These commands are done with, says an incarnation; it is not heard once it was given up. */
    void done(Incarnation by, List<Given> given) {
        takeDone(by, given).forEach((waiting, outcome) -> resolve(waiting.faults(), outcome));
    }

    private synchronized Map<Waiting, String> takeDone(Incarnation by, List<Given> given) {
        if (heard.isEmpty() || !heard.get().equals(by)) {
            return Map.of();
        }
        progressed = true;
        Map<Waiting, String> withFaults = new LinkedHashMap<>();
        for (Given answer : given) {
            succeeded |= answer.response() instanceof Response.Final known
                    && !(known.answer() instanceof Answer.Quarantined);
            Waiting waiting = pending.remove(answer.id());
            if (waiting != null) {
                waiting.presentation().permit().giveBack();
                if (!waiting.faults().isEmpty()) {
                    withFaults.put(waiting, outcome(answer.response()));
                }
            }
        }
        return withFaults;
    }

    /** Whether anything was done since this was asked last. */
    synchronized boolean takeProgress() {
        boolean since = progressed;
        progressed = false;
        return since;
    }

    /** Whether a command came to what it was to come to, and was not set aside, since this was asked last. */
    synchronized boolean takeSuccess() {
        boolean since = succeeded;
        succeeded = false;
        return since;
    }

    /** Whether a command waits that is to be rolled forward: then nothing but the journal is to be believed (R1). */
    synchronized boolean forwards() {
        return pending.values().stream().anyMatch(Waiting::isForwarded);
    }

    /** A fault that is no command's. */
    synchronized void met(String fault) {
        openFaults.add(fault);
    }

    /** What came of the faults that are no command's. */
    void resolveFaults(String outcome) {
        List<String> faults;
        synchronized (this) {
            faults = List.copyOf(openFaults);
            openFaults.clear();
        }
        resolve(faults, outcome);
    }

    /** Refuses a command. One that an incarnation had may be written: whether it is cannot be said. */
    void refuse(Waiting waiting, String reason, Duration retryAfter) {
        Presentation presentation = waiting.presentation();
        Response response =
                waiting.handedOver() ? new Response.Unknown(reason) : new Response.Unavailable(reason, retryAfter);
        presentation.permit().giveBack();
        resolve(waiting.faults(), outcome(response));
        presentation.replyTo().tell(Answers.of(presentation.id(), response));
    }

    /** Refuses all that waits. */
    void refuseAll(String reason, Duration retryAfter) {
        takeAll().forEach(waiting -> refuse(waiting, reason, retryAfter));
    }

    /** Empties the desk for good: nobody answers these any more, their senders will present them again. */
    int abandon() {
        List<Waiting> all = takeAll();
        all.forEach(waiting -> waiting.presentation().permit().giveBack());
        return all.size();
    }

    private synchronized List<Waiting> takeAll() {
        close();
        List<Waiting> all = List.copyOf(pending.values());
        pending.clear();
        return all;
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
