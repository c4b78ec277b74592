package dev.holdfast.persistence.entry;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The commands of a component that were set aside and with which nobody has dealt yet. */
public final class OpenQuarantine {

    private static final Comparator<Key> ORDER =
            Comparator.comparing(Key::sender).thenComparingLong(Key::number);

    private final TreeMap<Key, Long> open = new TreeMap<>(ORDER);

    private record Key(String sender, long number) {}

    OpenQuarantine() {}

    /**
     * A command that was set aside.
     *
     * @param sender who presented it
     * @param number its number
     * @param sequence the sequence number of the entry that says so, and holds the command
     */
    public record SetAside(String sender, long number, long sequence) {}

    /** How many there are. */
    public int count() {
        return open.size();
    }

    /** The one with this id. */
    public Optional<SetAside> find(String sender, long number) {
        return Optional.ofNullable(open.get(new Key(sender, number)))
                .map(sequence -> new SetAside(sender, number, sequence));
    }

    /** All, by sender and, per sender, in the order of the numbers. */
    public List<SetAside> all() {
        return open.entrySet().stream()
                .map(entry ->
                        new SetAside(entry.getKey().sender(), entry.getKey().number(), entry.getValue()))
                .toList();
    }

    /** @throws IllegalArgumentException when a command with this id is set aside already */
    void open(String sender, long number, long sequence) {
        Long before = open.putIfAbsent(new Key(sender, number), sequence);
        if (before != null) {
            throw new IllegalArgumentException(
                    "it sets " + sender + "#" + number + " aside, which entry " + before + " did already");
        }
    }

    /** @throws IllegalArgumentException when no such command is set aside */
    void resolve(QuarantineResolved resolved) {
        if (open.remove(new Key(resolved.sender(), resolved.number())) == null) {
            throw new IllegalArgumentException("it resolves " + resolved.sender() + "#" + resolved.number()
                    + ", which is not set aside, or not any more");
        }
    }

    OpenQuarantine copy() {
        OpenQuarantine copy = new OpenQuarantine();
        copy.open.putAll(open);
        return copy;
    }

    void write(ByteWriter out) {
        EntryCodec.writeAll(
                all(), out, each -> out.text(each.sender()).i64(each.number()).i64(each.sequence()));
    }

    static OpenQuarantine read(ByteReader in) {
        OpenQuarantine read = new OpenQuarantine();
        EntryCodec.readAll(in, i -> new SetAside(i.text(), i.i64(), i.i64()))
                .forEach(each -> read.open(each.sender(), each.number(), each.sequence()));
        return read;
    }
}
