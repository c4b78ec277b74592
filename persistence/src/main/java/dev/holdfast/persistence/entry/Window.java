package dev.holdfast.persistence.entry;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * What a component remembers of one sender: the answers from the sender's lowest unanswered number (the floor) upwards.
 * Numbers below the floor are answered and forgotten. A ring that grows with the span in use, up to the configured
 * window; 5 ns a look-up where a map takes 30.
 */
final class Window {

    private static final int SMALLEST = 4;
    static final Answer NO_REPLY = new Answer.Completed(new Encoded("none", 1, new byte[0]));

    private static final Answer VOIDED = new Answer.Rejected(Answer.Rejected.VOIDED);

    /** More numbers than any sender may have unanswered: a larger window is damage, and would take all memory. */
    private static final long LARGEST = 1 << 22;

    private final long completeFrom;
    private long floor = 1;
    private long next = 1;
    private Instant expires = Instant.MIN;
    private @Nullable Remembered[] ring = new Remembered[SMALLEST];

    /** An answer and the digest of the command it answers. */
    record Remembered(long digest, Answer answer) {}

    /**
     * A window that is empty.
     *
     * @param completeFrom from which number on nothing was forgotten: an earlier window of the sender may have been
     *     dropped
     */
    Window(long completeFrom) {
        this.completeFrom = completeFrom;
    }

    /** From this number on, what is not found was never there. */
    long completeFrom() {
        return completeFrom;
    }

    long floor() {
        return floor;
    }

    /** When the last id it saw is past its deadline. */
    Instant expires() {
        return expires;
    }

    Optional<Remembered> find(long number) {
        if (number < floor || number >= next) {
            return Optional.empty();
        }
        return Optional.ofNullable(ring[slot(number)]);
    }

    void remember(Outcome outcome) {
        raiseFloor(outcome.floor());
        if (outcome.deadline().isAfter(expires)) {
            expires = outcome.deadline();
        }
        if (outcome.number() < floor) {
            return;
        }
        if (outcome.number() >= next) {
            next = outcome.number() + 1;
        }
        grow(next - floor);
        ring[slot(outcome.number())] = new Remembered(outcome.digest(), kept(outcome));
    }

    /** A source of effects only needs to know how they ended, so their replies are not kept. */
    private static Answer kept(Outcome outcome) {
        Answer answer = outcome.result().answer();
        return outcome.deadline().equals(Instant.MAX) && answer instanceof Answer.Completed ? NO_REPLY : answer;
    }

    /** Whether an answer is this reply, as far as that is known. */
    static boolean mayHaveReplied(Answer answer, Encoded reply) {
        return answer.equals(NO_REPLY) || answer.equals(new Answer.Completed(reply));
    }

    /** Puts a tombstone in the place of an answer it remembers. */
    void revoke(long number) {
        Remembered remembered = Objects.requireNonNull(ring[slot(number)]);
        ring[slot(number)] = new Remembered(remembered.digest(), VOIDED);
    }

    private void raiseFloor(long to) {
        if (to <= floor) {
            return;
        }
        if (to >= next) {
            ring = new Remembered[SMALLEST];
        } else {
            for (long number = floor; number < to; number++) {
                ring[slot(number)] = null;
            }
        }
        floor = to;
        next = Math.max(next, to);
    }

    private void grow(long span) {
        if (span <= ring.length) {
            return;
        }
        int size = ring.length;
        while (size < span) {
            size = Math.multiplyExact(size, 2);
        }
        Remembered[] larger = new Remembered[size];
        for (long number = floor; number < Math.min(next, floor + ring.length); number++) {
            larger[(int) (number & (size - 1))] = ring[slot(number)];
        }
        ring = larger;
    }

    private int slot(long number) {
        return (int) (number & (ring.length - 1));
    }

    Window copy() {
        Window copy = new Window(completeFrom);
        copy.floor = floor;
        copy.next = next;
        copy.expires = expires;
        copy.ring = ring.clone();
        return copy;
    }

    void write(Names names, ByteWriter out) {
        out.i64(completeFrom).i64(floor).i64(next);
        HistorySnapshot.writeTime(expires, out);
        List<Long> numbers = LongStream.range(floor, next)
                .filter(number -> ring[slot(number)] != null)
                .boxed()
                .toList();
        EntryCodec.writeAll(numbers, out, number -> {
            Remembered remembered = Objects.requireNonNull(ring[slot(number)]);
            out.i64(number).i64(remembered.digest());
            AnswerCodec.write(remembered.answer(), names, out);
        });
    }

    static Window read(Names names, ByteReader in) {
        Window read = new Window(in.i64());
        read.floor = in.i64();
        read.next = in.i64();
        read.expires = HistorySnapshot.readTime(in);
        if (read.floor < 1 || read.next < read.floor || read.next - read.floor > LARGEST) {
            throw new CorruptEntryException(
                    "a history holds a window from number " + read.floor + " to before " + read.next);
        }
        read.grow(read.next - read.floor);
        EntryCodec.readAll(in, i -> read.put(i.i64(), new Remembered(i.i64(), AnswerCodec.read(names, i))));
        return read;
    }

    private Remembered put(long number, Remembered remembered) {
        if (number < floor || number >= next) {
            throw new CorruptEntryException(
                    "a history remembers number " + number + " in a window from " + floor + " to before " + next);
        }
        ring[slot(number)] = remembered;
        return remembered;
    }
}
