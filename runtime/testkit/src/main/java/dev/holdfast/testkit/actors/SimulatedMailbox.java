package dev.holdfast.testkit.actors;

import com.typesafe.config.Config;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Pattern;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.ActorSystem;
import org.apache.pekko.dispatch.Envelope;
import org.apache.pekko.dispatch.MailboxType;
import org.apache.pekko.dispatch.MessageQueue;
import org.apache.pekko.dispatch.ProducesMessageQueue;
import org.apache.pekko.dispatch.UnboundedDequeBasedMessageQueueSemantics;
import org.jspecify.annotations.Nullable;
import scala.Option;

/** Mailboxes that note every message in the world's trace. */
public final class SimulatedMailbox implements MailboxType, ProducesMessageQueue<SimulatedMailbox.Traced> {

    /** Pekko numbers these over all actor systems of the JVM. */
    private static final Pattern NUMBERED = Pattern.compile("(/system/eventStreamUnsubscriber-)\\d+");

    private final Place place;

    /** Called by Pekko. */
    public SimulatedMailbox(ActorSystem.Settings settings, Config config) {
        place = Place.of(settings.config());
    }

    @Override
    public MessageQueue create(Option<ActorRef> owner, Option<ActorSystem> system) {
        String path = owner.isDefined() ? owner.get().path().toStringWithoutAddress() : "nobody";
        return new Traced(place, NUMBERED.matcher(path).replaceFirst("$1"));
    }

    static final class Traced implements MessageQueue, UnboundedDequeBasedMessageQueueSemantics {

        private final Deque<Envelope> queue = new ArrayDeque<>();
        private final Place place;
        private final String path;

        Traced(Place place, String path) {
            this.place = place;
            this.path = path;
        }

        @Override
        public void enqueue(ActorRef receiver, Envelope envelope) {
            place.world().checkThread();
            queue.addLast(envelope);
        }

        @Override
        public void enqueueFirst(ActorRef receiver, Envelope envelope) {
            place.world().checkThread();
            queue.addFirst(envelope);
        }

        @Override
        public @Nullable Envelope dequeue() {
            Envelope next = queue.pollFirst();
            if (next != null) {
                place.world().note(place.node(), path, name(next.message().getClass()));
            }
            return next;
        }

        /** The name of a lambda's class differs from run to run. */
        private static String name(Class<?> type) {
            String name = type.getName();
            int lambda = name.indexOf("$$Lambda");
            return lambda < 0 ? name : name.substring(0, lambda);
        }

        @Override
        public int numberOfMessages() {
            return queue.size();
        }

        @Override
        public boolean hasMessages() {
            return !queue.isEmpty();
        }

        @Override
        public void cleanUp(ActorRef owner, MessageQueue deadLetters) {
            for (Envelope left = queue.pollFirst(); left != null; left = queue.pollFirst()) {
                deadLetters.enqueue(owner, left);
            }
        }
    }
}
