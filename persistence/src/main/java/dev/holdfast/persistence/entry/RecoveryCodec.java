package dev.holdfast.persistence.entry;

import dev.holdfast.persistence.entry.QuarantineResolved.Resolution;
import dev.holdfast.persistence.entry.Voided.Revoked;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** As bytes: the content of the entries that void, correct, and deal with what was set aside. */
final class RecoveryCodec {

    private RecoveryCodec() {}

    static void write(Voided voided, Names names, ByteWriter out) {
        VoidFold.writeRanges(voided.ranges(), out);
        EntryCodec.writeAll(voided.replies(), out, revoked -> write(revoked, names, out));
        out.text(voided.why()).text(voided.by());
        writeOptional(voided.fault(), out, out::text);
        out.i64(voided.previous());
    }

    static Voided readVoided(Names names, ByteReader in) {
        List<Range> ranges = VoidFold.readRanges(in);
        List<Revoked> replies = EntryCodec.readAll(in, i -> readRevoked(names, i));
        return new Voided(ranges, replies, in.text(), in.text(), readOptional(in, ByteReader::text), in.i64());
    }

    private static void write(Revoked revoked, Names names, ByteWriter out) {
        out.u16(names.number(revoked.sender()))
                .i64(revoked.number())
                .i64(revoked.revisions().first())
                .i64(revoked.revisions().last());
        OutcomeCodec.writeEncoded(revoked.reply(), names, out);
    }

    private static Revoked readRevoked(Names names, ByteReader in) {
        return new Revoked(
                names.name(in.u16()), in.i64(), new Range(in.i64(), in.i64()), OutcomeCodec.readEncoded(names, in));
    }

    static void write(Corrected corrected, Names names, ByteWriter out) {
        out.text(corrected.fault());
        EntryCodec.writeAll(corrected.events(), out, event -> OutcomeCodec.writeEncoded(event, names, out));
        writeOptional(corrected.outcome(), out, outcome -> OutcomeCodec.write(outcome, names, out));
    }

    static Corrected readCorrected(Names names, ByteReader in) {
        return new Corrected(
                in.text(),
                EntryCodec.readAll(in, i -> OutcomeCodec.readEncoded(names, i)),
                readOptional(in, i -> OutcomeCodec.read(names, i)));
    }

    static void write(QuarantineResolved resolved, Names names, ByteWriter out) {
        out.text(resolved.sender()).i64(resolved.number()).u8(resolved.how().code());
        out.text(resolved.by()).text(resolved.why());
        writeOptional(resolved.reissue(), out, effect -> OutcomeCodec.writeEffect(effect, names, out));
    }

    static QuarantineResolved readResolved(Names names, ByteReader in) {
        return new QuarantineResolved(
                in.text(),
                in.i64(),
                Resolution.of(in.u8()),
                in.text(),
                in.text(),
                readOptional(in, i -> OutcomeCodec.readEffect(names, i)));
    }

    private static <T> void writeOptional(Optional<T> value, ByteWriter out, Consumer<T> write) {
        out.u8(value.isPresent() ? 1 : 0);
        value.ifPresent(write);
    }

    private static <T> Optional<T> readOptional(ByteReader in, Function<ByteReader, T> read) {
        int there = in.u8();
        return switch (there) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(read.apply(in));
            default ->
                throw new CorruptEntryException(
                        "an entry says " + there + " of a value that is there (1) or is not (0)");
        };
    }
}
