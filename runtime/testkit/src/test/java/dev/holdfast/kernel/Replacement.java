package dev.holdfast.kernel;

import dev.holdfast.config.FaultKind;
import dev.holdfast.kernel.FrontMessage.Failed;
import dev.holdfast.recovery.Fault;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSelection;
import org.apache.pekko.actor.ActorSystem;

/** Replaces incarnations that hang, as a watchdog would. */
public final class Replacement {

    private static final int MOST_INCARNATIONS = 20;

    private Replacement() {}

    /** Has the front of a component give its incarnation up, whatever that is doing; nothing if there is no front. */
    public static void of(ActorSystem system, String persistenceId) {
        ActorSelection front = system.actorSelection(
                "/system/holdfast-default/" + URLEncoder.encode(persistenceId, StandardCharsets.UTF_8) + "-*");
        Fault fault = Fault.of(
                "f-replaced",
                FaultKind.STORAGE_WRITE,
                persistenceId,
                0,
                Optional.empty(),
                Instant.EPOCH,
                new IllegalStateException("the incarnation hangs, says the simulation"),
                false);
        for (int incarnation = 1; incarnation <= MOST_INCARNATIONS; incarnation++) {
            front.tell(new Failed(incarnation, fault, Optional.empty(), Remedies.NONE), ActorRef.noSender());
        }
    }
}
