package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.Outcome.Completed;
import dev.holdfast.persistence.entry.Outcome.Quarantined;
import dev.holdfast.persistence.entry.Outcome.Rejected;
import dev.holdfast.persistence.entry.Outcome.Result;
import java.time.Instant;

/** Outcomes as bytes: the content of {@code Committed} entries. */
final class OutcomeCodec {

    private static final int COMPLETED = 1;
    private static final int REJECTED = 2;
    private static final int QUARANTINED = 3;
    private static final long NEVER = Long.MAX_VALUE;

    private OutcomeCodec() {}

    /** About how many bytes an outcome takes. */
    static int likelySize(Outcome outcome) {
        int size = 96;
        if (outcome.result() instanceof Completed completed) {
            size += completed.reply().bytes().length;
            for (Encoded event : completed.events()) {
                size += 8 + event.bytes().length;
            }
        }
        return size;
    }

    static void write(Outcome outcome, Names names, ByteWriter out) {
        out.u16(names.number(outcome.sender()))
                .i64(outcome.number())
                .i64(outcome.floor())
                .i64(
                        outcome.deadline().equals(Instant.MAX)
                                ? NEVER
                                : outcome.deadline().toEpochMilli())
                .i64(outcome.digest())
                .i64(outcome.time().toEpochMilli())
                .i64(outcome.seed());
        Result result = outcome.result();
        if (result instanceof Completed completed) {
            out.u8(COMPLETED);
            EntryCodec.writeAll(completed.events(), out, event -> writeEncoded(event, names, out));
            writeEncoded(completed.reply(), names, out);
            EntryCodec.writeAll(completed.effects(), out, effect -> writeEffect(effect, names, out));
        } else if (result instanceof Rejected rejected) {
            out.u8(REJECTED).text(rejected.code());
        } else if (result instanceof Quarantined quarantined) {
            out.u8(QUARANTINED).text(quarantined.fault()).text(quarantined.reason());
            writeEncoded(quarantined.command(), names, out);
        }
    }

    static Outcome read(Names names, ByteReader in) {
        String sender = names.name(in.u16());
        long number = in.i64();
        long floor = in.i64();
        long deadline = in.i64();
        long digest = in.i64();
        Instant time = Instant.ofEpochMilli(in.i64());
        long seed = in.i64();
        Instant until = deadline == NEVER ? Instant.MAX : Instant.ofEpochMilli(deadline);
        return new Outcome(sender, number, floor, until, digest, time, seed, readResult(names, in));
    }

    private static Result readResult(Names names, ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case COMPLETED ->
                new Completed(
                        EntryCodec.readAll(in, i -> readEncoded(names, i)),
                        readEncoded(names, in),
                        EntryCodec.readAll(in, i -> readEffect(names, i)));
            case REJECTED -> new Rejected(in.text());
            case QUARANTINED -> new Quarantined(in.text(), in.text(), readEncoded(names, in));
            default -> throw new CorruptEntryException("an outcome is of unknown kind " + kind);
        };
    }

    static void writeEncoded(Encoded value, Names names, ByteWriter out) {
        out.u16(names.number(value.name())).u16(value.version()).bytes(value.bytes());
    }

    static Encoded readEncoded(Names names, ByteReader in) {
        return new Encoded(names.name(in.u16()), in.u16(), in.bytes());
    }

    static void writeEffect(Effect effect, Names names, ByteWriter out) {
        out.u16(names.number(effect.target())).i64(effect.number());
        writeEncoded(effect.command(), names, out);
    }

    static Effect readEffect(Names names, ByteReader in) {
        return new Effect(names.name(in.u16()), in.i64(), readEncoded(names, in));
    }
}
