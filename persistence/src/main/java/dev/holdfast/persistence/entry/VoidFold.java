package dev.holdfast.persistence.entry;

import java.util.List;
import java.util.Optional;

/**
 * What a {@link History} knows of voids: which revisions the fold skips, since it was told beforehand, and which
 * {@link Voided} entries it has met. All that misfits is an {@link IllegalArgumentException}.
 *
 * <p>That a void takes whole units, none of them with effects, is checked when the units are folded; so it is not checked
 * of units below a snapshot, of which the history that was snapshot has checked it, nor by a fold that was told nothing.
 * For one thread.
 */
final class VoidFold {

    private boolean told;
    private Voids expected = Voids.NONE;
    private Voids met = Voids.NONE;
    private long skipped;
    private long revoked;

    /** What was met. */
    Voids met() {
        return met;
    }

    /** See {@link History#fits}. */
    boolean fits(Voids all, long sequence, long revision) {
        boolean sameChain = all.last() > sequence || all.last() == met.last();
        return sameChain
                && met.ranges().stream().allMatch(expected::covers)
                && all.upTo(revision).equals(expected.upTo(revision));
    }

    void expect(Voids all) {
        told = true;
        expected = all;
    }

    boolean skips(Unit unit) {
        return told && expected.at(unit.revisions().first()).isPresent();
    }

    /** Looks at an entry that stands behind {@code revision}, before it is folded. */
    void see(long sequence, Entry.Content content, long revision) {
        if (!told || expected.isEmpty()) {
            return;
        }
        if (sequence == expected.last() && !(content instanceof Voided)) {
            throw new IllegalArgumentException("it voids nothing, but the chain of voids names it");
        }
        Unit.of(content, revision).stream()
                .filter(unit -> expected.overlaps(unit.revisions()))
                .forEach(this::skip);
    }

    private void skip(Unit unit) {
        Optional<Range> range = expected.at(unit.revisions().first());
        if (range.isEmpty() || !range.get().contains(unit.revisions())) {
            throw new IllegalArgumentException("a void takes a part of " + unit.revisions()
                    + ", which belong together: it takes whole commands and corrections only");
        }
        if (!unit.effects().isEmpty()) {
            throw new IllegalArgumentException("a void takes " + unit.revisions() + ", whose command causes effects, "
                    + unit.effects().get(0).target() + "#"
                    + unit.effects().get(0).number() + " the first");
        }
        skipped += unit.outcome().isPresent() ? 1 : 0;
    }

    /** Meets an entry that stands behind {@code revision}. */
    void meet(long sequence, Voided voided, long revision) {
        List<Range> ranges = voided.ranges();
        Range highest = ranges.get(ranges.size() - 1);
        if (highest.last() > revision) {
            throw new IllegalArgumentException("it voids " + highest + ", but there are only " + revision);
        }
        if (voided.previous() != met.last()) {
            throw new IllegalArgumentException("it says that the void before it is entry " + voided.previous()
                    + ", but that is entry " + met.last());
        }
        for (Range range : ranges) {
            if (told && !expected.covers(range)) {
                throw new IllegalArgumentException(
                        "it voids " + range + ", which this fold was not told of before and has not skipped");
            }
        }
        met = met.and(voided, sequence);
        revoked += voided.replies().size();
        requireAllRevoked();
    }

    private void requireAllRevoked() {
        if (told && revoked != skipped && met.upTo(Long.MAX_VALUE).equals(expected.upTo(Long.MAX_VALUE))) {
            throw new IllegalArgumentException("the voids up to it revoke " + revoked
                    + " replies, but take the events of " + skipped + " commands");
        }
    }

    VoidFold copy() {
        VoidFold copy = new VoidFold();
        copy.told = told;
        copy.expected = expected;
        copy.met = met;
        copy.skipped = skipped;
        copy.revoked = revoked;
        return copy;
    }

    /** Writes it as it stands behind {@code revision}: what is to be skipped above is for the next fold to be told. */
    void write(ByteWriter out, long revision) {
        writeRanges(met.ranges(), out);
        out.i64(met.last());
        writeRanges(expected.upTo(revision), out);
        out.i64(skipped).i64(revoked);
    }

    static VoidFold read(ByteReader in) {
        VoidFold read = new VoidFold();
        read.met = new Voids(readRanges(in), in.i64());
        read.expected = new Voids(readRanges(in), 0);
        read.skipped = in.i64();
        read.revoked = in.i64();
        return read;
    }

    static void writeRanges(List<Range> ranges, ByteWriter out) {
        EntryCodec.writeAll(ranges, out, range -> out.i64(range.first()).i64(range.last()));
    }

    static List<Range> readRanges(ByteReader in) {
        return EntryCodec.readAll(in, i -> new Range(i.i64(), i.i64()));
    }
}
