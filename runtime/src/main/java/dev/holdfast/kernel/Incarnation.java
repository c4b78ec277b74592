package dev.holdfast.kernel;

import dev.holdfast.persistence.entry.ComponentId;
import org.apache.pekko.actor.ActorRef;

/**
 * One life of a component's kernel.
 *
 * @param desk where its commands come from
 * @param number dense per front, from 1
 * @param slot its leave to write
 * @param front who owns it
 * @param nursery who holds it
 * @param ring the component's states in memory
 * @param orders what it is to do while it takes over
 */
record Incarnation(
        Desk desk,
        int number,
        Slot slot,
        org.apache.pekko.actor.typed.ActorRef<FrontMessage> front,
        ActorRef nursery,
        Ring ring,
        Orders orders) {

    ComponentId component() {
        return desk.component();
    }

    String persistenceId() {
        return component().persistenceId();
    }
}
