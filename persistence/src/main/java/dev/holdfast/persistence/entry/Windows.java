package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Voided.Revoked;
import dev.holdfast.persistence.entry.Window.Remembered;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A component's memory of answered commands, a {@link Window} per sender. A sender's window is dropped when every id it
 * saw has been past its deadline for longer than {@code keep}; until when that reaches is remembered, so that nothing
 * forgotten is ever executed again, whatever the clock does.
 */
final class Windows {

    /** How many outcomes go by between two looks for windows to drop. */
    private static final int SWEEP_EVERY = 1024;

    private final Duration keep;
    private final Map<String, Window> bySender = new HashMap<>();
    private Instant forgottenUntil = Instant.MIN;
    private int untilSweep = SWEEP_EVERY;

    Windows(Duration keep) {
        this.keep = keep;
    }

    Seen find(String sender, long number) {
        Window window = bySender.get(sender);
        if (window == null) {
            return nothingDropped() ? Seen.NEVER : Seen.PERHAPS;
        }
        if (number < window.floor()) {
            return Seen.FORGOTTEN;
        }
        Seen unseen = number >= window.completeFrom() ? Seen.NEVER : Seen.PERHAPS;
        return window.find(number).<Seen>map(Windows::answered).orElse(unseen);
    }

    /** The latest deadline of any id in a window that was dropped: an id with a later one cannot have been in it. */
    Instant forgottenUntil() {
        return forgottenUntil;
    }

    private boolean nothingDropped() {
        return forgottenUntil.equals(Instant.MIN);
    }

    void remember(Outcome outcome, Instant now) {
        bySender.computeIfAbsent(outcome.sender(), sender -> new Window(nothingDropped() ? 1 : outcome.number()))
                .remember(outcome);
        if (--untilSweep == 0) {
            untilSweep = SWEEP_EVERY;
            bySender.values().removeIf(window -> drops(window, now));
        }
    }

    /**
     * Makes a tombstone of an answer (R5). An answer that is not kept any more needs none: its id is never executed again.
     *
     * @throws IllegalArgumentException when no such reply was given
     */
    void revoke(Revoked revoked) {
        Seen seen = find(revoked.sender(), revoked.number());
        Window window = bySender.get(revoked.sender());
        if (seen.equals(Seen.NEVER) && nothingDropped()) {
            throw new IllegalArgumentException("it revokes the reply to " + revoked + ", which has none");
        }
        if (seen instanceof Seen.Answered answered && window != null) {
            if (!Window.mayHaveReplied(answered.answer(), revoked.reply())) {
                throw new IllegalArgumentException("it revokes the reply " + revoked.reply() + " to " + revoked
                        + ", whose answer is " + answered.answer());
            }
            window.revoke(revoked.number());
        }
    }

    Windows copy() {
        Windows copy = new Windows(keep);
        bySender.forEach((sender, window) -> copy.bySender.put(sender, window.copy()));
        copy.forgottenUntil = forgottenUntil;
        copy.untilSweep = untilSweep;
        return copy;
    }

    void write(Names names, ByteWriter out) {
        HistorySnapshot.writeTime(forgottenUntil, out);
        out.i32(untilSweep);
        EntryCodec.writeAll(bySender.keySet().stream().sorted().toList(), out, sender -> {
            out.text(sender);
            Objects.requireNonNull(bySender.get(sender)).write(names, out);
        });
    }

    static Windows read(Duration keep, Names names, ByteReader in) {
        Windows read = new Windows(keep);
        read.forgottenUntil = HistorySnapshot.readTime(in);
        read.untilSweep = in.i32();
        if (read.untilSweep < 1 || read.untilSweep > SWEEP_EVERY) {
            throw new CorruptEntryException(
                    "a history looks for windows to drop after " + read.untilSweep + " outcomes");
        }
        EntryCodec.readAll(in, i -> read.bySender.put(i.text(), Window.read(names, i)));
        return read;
    }

    private boolean drops(Window window, Instant now) {
        if (!isOver(window, now)) {
            return false;
        }
        if (window.expires().isAfter(forgottenUntil)) {
            forgottenUntil = window.expires();
        }
        return true;
    }

    private boolean isOver(Window window, Instant now) {
        return !window.expires().equals(Instant.MAX)
                && window.expires().plus(keep).isBefore(now);
    }

    private static Seen answered(Remembered remembered) {
        return new Seen.Answered(remembered.digest(), remembered.answer());
    }
}
