package dev.holdfast.operator;

import com.dynatrace.hash4j.hashing.HashStream128;
import com.dynatrace.hash4j.hashing.Hashing;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Effect;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.VoidPlan;
import dev.holdfast.persistence.entry.VoidPlan.Forbidding;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.stream.Collectors;

/**
 * What a roll-back would do to one component, as its journal stood: to be looked at, and applied with its token. It can be
 * applied only while nothing more has happened to the component. Immutable.
 *
 * @param component whose past changes
 * @param head where its journal ended
 * @param voids the revisions, in whole commands, the replies this revokes, and the commands that forbid it
 * @param corrects whether the declared correction may mend an invariant that does not hold afterwards (R4)
 */
public record RollbackPlan(ComponentId component, Head head, VoidPlan voids, boolean corrects) {

    /** Names this plan and no other: 128 bits over all of it. It tells plans apart; it is no secret. */
    public String token() {
        HashStream128 stream = Hashing.murmur3_128().hashStream();
        stream.putString(component.persistenceId())
                .putLong(head.sequence())
                .putLong(head.hash().high())
                .putLong(head.hash().low())
                .putLong(head.revision())
                .putBoolean(corrects);
        stream.putInt(voids.ranges().size());
        voids.ranges().forEach(range -> put(range, stream));
        stream.putInt(voids.replies().size());
        voids.replies().forEach(reply -> put(reply, stream));
        stream.putInt(voids.forbidding().size());
        voids.forbidding().forEach(command -> put(command, stream));
        return String.format(
                "%016x%016x",
                stream.get().getMostSignificantBits(), stream.get().getLeastSignificantBits());
    }

    private static void put(Range range, HashStream128 stream) {
        stream.putLong(range.first()).putLong(range.last());
    }

    private static void put(Encoded value, HashStream128 stream) {
        stream.putString(value.name()).putInt(value.version()).putByteArray(value.bytes());
    }

    private static void put(Revoked reply, HashStream128 stream) {
        stream.putString(reply.sender()).putLong(reply.number());
        put(reply.revisions(), stream);
        put(reply.reply(), stream);
    }

    private static void put(Forbidding command, HashStream128 stream) {
        stream.putString(command.sender()).putLong(command.number());
        put(command.revisions(), stream);
        stream.putInt(command.effects().size());
        for (Effect effect : command.effects()) {
            stream.putString(effect.target()).putLong(effect.number());
            put(effect.command(), stream);
        }
    }

    /**
     * Sees to it that the plan may be applied.
     *
     * @param named the token that the operator names
     * @throws OrderRefused when it is another plan's, or the plan takes commands that cause effects
     */
    public void requireApplicable(String named) {
        if (!named.equals(token())) {
            throw new OrderRefused("token " + named + " is not that of this plan for " + component
                    + ": the component or the order is another than when that token was given; nothing was voided. Plan"
                    + " again and look at what it takes");
        }
        if (!voids.isAllowed()) {
            throw new OrderRefused("the plan for " + component + " takes commands that caused effects, which cannot be"
                    + " taken back yet: " + effects() + "; nothing was voided. Leave these commands out, or undo"
                    + " what they did by other commands");
        }
    }

    private String effects() {
        return voids.forbidding().stream()
                .map(command -> command.sender() + "#" + command.number() + " (" + command.revisions() + ") sent "
                        + command.effects().stream()
                                .map(effect ->
                                        effect.command().name() + " to " + effect.target() + "#" + effect.number())
                                .collect(Collectors.joining(", ")))
                .collect(Collectors.joining("; "));
    }

    /** What it does, in a line. */
    public String summary() {
        return "void " + voids.ranges().stream().map(Range::toString).collect(Collectors.joining(", ")) + " of "
                + component + ", " + voids.replies().size() + " replies revoked"
                + (corrects ? ", corrected where an invariant needs it" : "") + "; plan " + token();
    }
}
