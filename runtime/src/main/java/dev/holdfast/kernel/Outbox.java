package dev.holdfast.kernel;

import dev.holdfast.kernel.Permits.Permit;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Entry.Settlement;
import dev.holdfast.persistence.entry.OpenEffects;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Sends a component's open effects, again and again with backoff, until they are settled (R6). Only what is written is
 * ever handed to it. Per target it stays within the window above the lowest open number (K6).
 */
final class Outbox {

    private record Key(String target, long number) {}

    private record Sent(long dueAt, int times) {}

    private final Environment environment;
    private final String source;
    private final Answers.Receiver replyTo;
    private final OpenEffects open;
    private final Map<Key, Sent> sent = new HashMap<>();
    private final Set<Effect> beyond = new LinkedHashSet<>();

    Outbox(Environment environment, String source, Answers.Receiver replyTo, OpenEffects open) {
        this.environment = environment;
        this.source = source;
        this.replyTo = replyTo;
        this.open = open;
    }

    /** Sends effects that have just been written, or recovered. */
    void send(List<Effect> effects) {
        long now = environment.host().clock().nanoTime();
        effects.forEach(effect -> send(effect, now));
    }

    /** Sends what is open and due. */
    void sendDue() {
        long now = environment.host().clock().nanoTime();
        for (Effect effect : open.all()) {
            Sent before = sent.get(new Key(effect.target(), effect.number()));
            if (before == null || now - before.dueAt >= 0) {
                send(effect, now);
            }
        }
    }

    /** Some effects are settled: those that waited for room in the window may have it now. */
    void settled(List<Settlement> settlements) {
        settlements.forEach(settlement -> sent.remove(new Key(settlement.target(), settlement.number())));
        if (!beyond.isEmpty()) {
            List<Effect> waiting = List.copyOf(beyond);
            beyond.clear();
            send(waiting);
        }
    }

    private void send(Effect effect, long now) {
        long floor = open.floor(effect.target());
        if (effect.number() - floor >= environment.settings().dedup().window()) {
            beyond.add(effect);
            return;
        }
        Key key = new Key(effect.target(), effect.number());
        int times = sent.containsKey(key) ? sent.get(key).times + 1 : 1;
        long wait = environment.settings().effects().resend().delay(times, 0).toNanos();
        sent.put(key, new Sent(now + wait, times));
        environment
                .router()
                .present(new Presentation(
                        new CommandId(source, effect.target(), effect.number()),
                        floor,
                        Instant.MAX,
                        new Execute(effect.command()),
                        Permit.NONE,
                        replyTo));
    }
}
