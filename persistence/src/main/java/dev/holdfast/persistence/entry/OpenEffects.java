package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Entry.Settlement;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/** The effects of a component that are stored and not yet settled, and the next number per target. */
public final class OpenEffects {

    private static final class Lane {
        private final TreeMap<Long, Effect> open = new TreeMap<>();
        private long next = 1;

        private Lane copy() {
            Lane copy = new Lane();
            copy.open.putAll(open);
            copy.next = next;
            return copy;
        }
    }

    private final Map<String, Lane> lanes = new HashMap<>();
    private int count;

    OpenEffects() {}

    /** How many are open. */
    public int count() {
        return count;
    }

    /** The number that the next effect for a target will have. */
    public long nextNumber(String target) {
        Lane lane = lanes.get(target);
        return lane == null ? 1 : lane.next;
    }

    /** The lowest open number for a target: all below it are settled. */
    public long floor(String target) {
        Lane lane = lanes.get(target);
        return lane == null ? 1 : lane.open.isEmpty() ? lane.next : lane.open.firstKey();
    }

    /** The open effect with a number. */
    public Optional<Effect> find(String target, long number) {
        Lane lane = lanes.get(target);
        return lane == null ? Optional.empty() : Optional.ofNullable(lane.open.get(number));
    }

    /** All that is open, by target and, per target, in the order of the numbers. */
    public List<Effect> all() {
        return lanes.values().stream()
                .flatMap(lane -> lane.open.values().stream())
                .toList();
    }

    /** @throws IllegalArgumentException when its number is not the next for its target */
    void open(Effect effect) {
        Lane lane = lanes.computeIfAbsent(effect.target(), target -> new Lane());
        if (effect.number() != lane.next) {
            throw new IllegalArgumentException(
                    "it opens effect " + effect.target() + "#" + effect.number() + " where #" + lane.next + " is due");
        }
        lane.next++;
        lane.open.put(effect.number(), effect);
        count++;
    }

    /** @throws IllegalArgumentException when no such effect is open */
    void settle(Settlement settlement) {
        Lane lane = lanes.get(settlement.target());
        if (lane == null || lane.open.remove(settlement.number()) == null) {
            throw new IllegalArgumentException(
                    "it settles effect " + settlement.target() + "#" + settlement.number() + ", which is not open");
        }
        count--;
    }

    OpenEffects copy() {
        OpenEffects copy = new OpenEffects();
        lanes.forEach((target, lane) -> copy.lanes.put(target, lane.copy()));
        copy.count = count;
        return copy;
    }

    void write(Names names, ByteWriter out) {
        EntryCodec.writeAll(lanes.keySet().stream().sorted().toList(), out, target -> {
            Lane lane = Objects.requireNonNull(lanes.get(target));
            out.text(target).i64(lane.next);
            EntryCodec.writeAll(List.copyOf(lane.open.values()), out, effect -> {
                out.i64(effect.number());
                OutcomeCodec.writeEncoded(effect.command(), names, out);
            });
        });
    }

    static OpenEffects read(Names names, ByteReader in) {
        OpenEffects read = new OpenEffects();
        EntryCodec.readAll(in, i -> {
            String target = i.text();
            Lane lane = new Lane();
            lane.next = i.i64();
            EntryCodec.readAll(i, j -> new Effect(target, j.i64(), OutcomeCodec.readEncoded(names, j)))
                    .forEach(effect -> lane.open.put(effect.number(), effect));
            if (lane.next < 1 || (!lane.open.isEmpty() && lane.open.lastKey() >= lane.next)) {
                throw new CorruptEntryException("a history says that effect " + target + "#" + lane.next
                        + " is due, with " + lane.open.keySet() + " open");
            }
            read.count += lane.open.size();
            return read.lanes.put(target, lane);
        });
        return read;
    }
}
