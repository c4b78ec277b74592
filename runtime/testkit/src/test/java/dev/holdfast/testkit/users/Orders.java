package dev.holdfast.testkit.users;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decider;
import dev.holdfast.component.Decision;
import dev.holdfast.component.Effect;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Orders are placed, and each gets a letter that says so. */
final class Orders {

    private static final int COUNT = 5;
    private static final Duration LONG = Duration.ofMinutes(1);

    record Numbers(List<Integer> all) {
        static final Numbers NONE = new Numbers(List.of());

        Numbers and(int number) {
            return new Numbers(Stream.concat(all.stream(), Stream.of(number)).toList());
        }
    }

    record Noted(int number) {}

    record Place(int number) implements Command<Integer> {}

    record Post(int number) implements Command<Integer> {}

    record Show() implements Command<Numbers> {}

    /** Letters. */
    static final Component<Numbers, Noted> LETTERS = Component.<Numbers, Noted>named("letters")
            .startsAs(id -> Numbers.NONE)
            .withImmutableState()
            .decides(
                    Post.class,
                    (letters, post, context) -> Decision.of(new Noted(post.number()))
                            .reply(after -> after.all().size()))
            .decides(
                    Show.class, (letters, list, context) -> Decision.<Noted>of().reply(after -> after))
            .applies(Noted.class, (letters, noted) -> letters.and(noted.number()))
            .build();

    private Orders() {}

    private static Component<Numbers, Noted> orders(Decider<Numbers, Noted, Place, Integer> decider) {
        return Component.<Numbers, Noted>named("orders")
                .startsAs(id -> Numbers.NONE)
                .withImmutableState()
                .decides(Place.class, decider)
                .decides(
                        Show.class,
                        (orders, show, context) -> Decision.<Noted>of().reply(after -> after))
                .applies(Noted.class, (orders, noted) -> orders.and(noted.number()))
                .build();
    }

    /** The letter is posted as the order is decided on, before it is written; letters leave the machine at once. */
    static void placePostingAtOnce(Simulation simulation) {
        List<Integer> letters = new ArrayList<>();
        Power power = new Power(simulation);
        Component<Numbers, Noted> orders = orders((before, place, context) -> {
            power.mayFail();
            letters.add(place.number());
            return Decision.of(new Noted(place.number()))
                    .reply(after -> after.all().size());
        });
        place(power, simulation.node("a", orders), orders, () -> letters);
    }

    /** The letter is an effect, sent when the order is written. */
    static void placeWithEffect(Simulation simulation) {
        Power power = new Power(simulation);
        Component<Numbers, Noted> orders = orders((before, place, context) -> {
            power.mayFail();
            return Decision.of(new Noted(place.number()))
                    .then(Effect.send(LETTERS, "1", new Post(place.number())))
                    .reply(after -> after.all().size());
        });
        Node node = simulation.node("a", orders, LETTERS);
        place(power, node, orders, () -> list(simulation, node, LETTERS));
    }

    /** May fail as an order is decided on. */
    private static final class Power {
        private final Simulation simulation;
        private boolean fails;

        Power(Simulation simulation) {
            this.simulation = simulation;
        }

        void mayFail() {
            fails |= simulation.chance("the power is lost", 0.1);
        }
    }

    private static void place(
            Power power, Node node, Component<Numbers, Noted> orders, Supplier<List<Integer>> letters) {
        Simulation simulation = power.simulation;
        List<CompletableFuture<Integer>> answers = new ArrayList<>();
        for (int i = 0; i < COUNT; i++) {
            answers.add(node.component(orders, "1").ask(new Place(i), LONG).toCompletableFuture());
        }
        simulation.eventually(
                "all answers", LONG, () -> power.fails || answers.stream().allMatch(CompletableFuture::isDone));
        if (power.fails) {
            node.losePower();
            node.start();
        }
        List<Integer> posted = letters.get();
        List<Integer> placed = list(simulation, node, orders);
        if (!placed.containsAll(posted)) {
            throw new AssertionError(
                    "letters say that these are placed: " + posted + ", but only these are: " + placed);
        }
    }

    private static List<Integer> list(Simulation simulation, Node node, Component<Numbers, Noted> component) {
        return simulation
                .await(node.component(component, "1").ask(new Show(), LONG))
                .all();
    }
}
