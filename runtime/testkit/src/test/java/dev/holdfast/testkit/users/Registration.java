package dev.holdfast.testkit.users;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.node.Node;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

/** Users claim an address, which only one of them may have. */
final class Registration {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final int USERS = 3;

    record Holder(String user) {}

    record Claimed(String user) {}

    record Claim(String user, String address) implements Command<String> {}

    private Registration() {}

    /** Each user is a component, and looks into a directory that all share before the address is put there. */
    static Component<Holder, Claimed> thatLooksFirst(Set<String> directory) {
        return Component.<Holder, Claimed>named("user")
                .startsAs(id -> new Holder(""))
                .decides(Claim.class, (holder, claim, context) -> {
                    if (directory.contains(claim.address())) {
                        return Decision.reject("taken");
                    }
                    Simulation.othersFirst("the directory was looked into");
                    directory.add(claim.address());
                    return Decision.of(new Claimed(claim.user())).reply(Holder::user);
                })
                .applies(Claimed.class, (holder, claimed) -> new Holder(claimed.user()))
                .build();
    }

    /** Each address is a component, which knows whether it is taken. */
    static Component<Holder, Claimed> ofAddresses() {
        return Component.<Holder, Claimed>named("address")
                .startsAs(id -> new Holder(""))
                .decides(
                        Claim.class,
                        (holder, claim, context) -> holder.user().isEmpty()
                                ? Decision.of(new Claimed(claim.user())).reply(Holder::user)
                                : Decision.reject("taken"))
                .applies(Claimed.class, (holder, claimed) -> new Holder(claimed.user()))
                .build();
    }

    /** Some claim the same address at once. */
    static void claim(Simulation simulation, Component<Holder, Claimed> component, boolean byAddress) {
        Node node = simulation.node("a", component);
        List<CompletableFuture<String>> claims = new ArrayList<>();
        for (int i = 0; i < USERS; i++) {
            String user = "user-" + i;
            String address = "ann@example.org";
            claims.add(node.component(component, byAddress ? address : user)
                    .ask(new Claim(user, address), LONG)
                    .toCompletableFuture());
        }
        simulation.eventually("answers", LONG, () -> claims.stream().allMatch(CompletableFuture::isDone));
        long holders = claims.stream()
                .filter(claim -> !claim.isCompletedExceptionally())
                .count();
        if (holders != 1) {
            throw new AssertionError("the address has " + holders + " holders");
        }
    }
}
