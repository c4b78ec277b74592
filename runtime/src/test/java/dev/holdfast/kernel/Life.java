package dev.holdfast.kernel;

import static org.awaitility.Awaitility.await;

import dev.holdfast.kernel.FrontMessage.Ready;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.testing.TestSystem;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.pekko.actor.ActorRef;
import org.apache.pekko.actor.typed.Props;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/** One incarnation, whose front is the test. */
final class Life {
    final List<FrontMessage> news = new CopyOnWriteArrayList<>();
    final Incarnation incarnation;

    Life(Plant plant, int number) {
        this(plant, number, plant.ring());
    }

    /** One with states in memory. */
    Life(Plant plant, int number, Ring ring) {
        var system = plant.system().system();
        var front = system.systemActorOf(
                Behaviors.receive(FrontMessage.class)
                        .onMessage(FrontMessage.class, message -> {
                            news.add(message);
                            return Behaviors.same();
                        })
                        .build(),
                "front-" + number,
                Props.empty());
        ActorRef nursery = ((org.apache.pekko.actor.ExtendedActorSystem) Adapter.toClassic(system))
                .systemActorOf(Nursery.props(plant.environment()), "nursery-" + number);
        Desk desk = new Desk(plant.environment(), new ComponentId("account", "1"));
        incarnation = new Incarnation(desk, number, new Slot(), front, nursery, ring, Orders.NONE);
        nursery.tell(new Nursery.Start(incarnation, plant.codec()), ActorRef.noSender());
    }

    ActorRef kernel() {
        await().atMost(TestSystem.SOON).until(() -> news.stream().anyMatch(Ready.class::isInstance));
        return news.stream()
                .filter(Ready.class::isInstance)
                .map(message -> ((Ready) message).kernel())
                .findFirst()
                .orElseThrow();
    }

    boolean ended() {
        return news.stream().anyMatch(FrontMessage.Ended.class::isInstance);
    }
}
