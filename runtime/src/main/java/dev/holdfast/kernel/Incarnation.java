package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.ComponentId;
import org.apache.pekko.actor.ActorRef;

/**
 * One life of a component's kernel.
 *
 * @param component whose
 * @param number dense per front, from 1
 * @param slot its leave to write
 * @param front who owns it
 * @param nursery who holds it
 */
record Incarnation(
        ComponentId component,
        int number,
        Slot slot,
        org.apache.pekko.actor.typed.ActorRef<FrontMessage> front,
        ActorRef nursery) {

    String persistenceId() {
        return component.persistenceId();
    }
}
