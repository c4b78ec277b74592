package dev.holdfast.persistence.entry;

/** Answers as bytes, as {@link HistorySnapshot} holds them. */
final class AnswerCodec {

    private static final int COMPLETED = 1;
    private static final int REJECTED = 2;
    private static final int QUARANTINED = 3;
    private static final int COMPLETED_WITHOUT_REPLY = 4;

    private AnswerCodec() {}

    static void write(Answer answer, Names names, ByteWriter out) {
        if (answer.equals(Window.NO_REPLY)) {
            out.u8(COMPLETED_WITHOUT_REPLY);
        } else if (answer instanceof Answer.Completed completed) {
            out.u8(COMPLETED);
            OutcomeCodec.writeEncoded(completed.reply(), names, out);
        } else if (answer instanceof Answer.Rejected rejected) {
            out.u8(REJECTED).text(rejected.code());
        } else if (answer instanceof Answer.Quarantined quarantined) {
            out.u8(QUARANTINED).text(quarantined.fault()).text(quarantined.reason());
        }
    }

    static Answer read(Names names, ByteReader in) {
        int kind = in.u8();
        return switch (kind) {
            case COMPLETED -> new Answer.Completed(OutcomeCodec.readEncoded(names, in));
            case REJECTED -> new Answer.Rejected(in.text());
            case QUARANTINED -> new Answer.Quarantined(in.text(), in.text());
            case COMPLETED_WITHOUT_REPLY -> Window.NO_REPLY;
            default -> throw new CorruptEntryException("an answer is of unknown kind " + kind);
        };
    }
}
