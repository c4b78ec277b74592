package dev.holdfast.persistence.entry;

import java.time.Instant;
import java.util.List;

/**
 * What one journal write holds: a batch of outcomes, or one control record.
 *
 * @param epoch the epoch of the incarnation that wrote it: the sequence number of its {@link EpochStarted}; 0 in the
 *     fault ledger, which has no epochs
 * @param time when it was written, in whole milliseconds; never earlier than the entry before
 * @param content what it says
 */
public record Entry(long epoch, Instant time, Content content) {

    /** What an entry says. */
    public sealed interface Content
            permits Committed, EffectSettled, EpochStarted, FaultRecorded, Voided, Corrected, QuarantineResolved {}

    /**
     * A batch of outcomes, in the order in which the commands were decided.
     *
     * @param outcomes at least one
     */
    public record Committed(List<Outcome> outcomes) implements Content {
        public Committed {
            outcomes = List.copyOf(outcomes);
            if (outcomes.isEmpty()) {
                throw new IllegalArgumentException("a Committed entry needs an outcome");
            }
        }
    }

    /**
     * Effects that need not be sent any more, since their targets answered.
     *
     * @param settlements at least one
     */
    public record EffectSettled(List<Settlement> settlements) implements Content {
        public EffectSettled {
            settlements = List.copyOf(settlements);
            if (settlements.isEmpty()) {
                throw new IllegalArgumentException("an EffectSettled entry needs a settlement");
            }
        }
    }

    /** A new incarnation took the journal over; its epoch is this entry's sequence number. */
    public record EpochStarted() implements Content {}

    /**
     * Records of the fault ledger, in order.
     *
     * @param records at least one
     */
    public record FaultRecorded(List<Encoded> records) implements Content {
        public FaultRecorded {
            records = List.copyOf(records);
            if (records.isEmpty()) {
                throw new IllegalArgumentException("a FaultRecorded entry needs a record");
            }
        }
    }

    /**
     * The end of one effect.
     *
     * @param target the persistence id of the effect's target
     * @param number the effect's number
     * @param how what the target answered
     */
    public record Settlement(String target, long number, Settled how) {}

    /** What an effect's target answered. */
    public enum Settled {
        /** It executed the command. */
        COMPLETED(1),
        /** Its own rules refused the command. */
        REJECTED(2),
        /** It set the command aside after faults. */
        QUARANTINED(3);

        private final int code;

        Settled(int code) {
            this.code = code;
        }

        int code() {
            return code;
        }

        static Settled of(int code) {
            for (Settled settled : values()) {
                if (settled.code == code) {
                    return settled;
                }
            }
            throw new CorruptEntryException("an effect is settled in an unknown way, " + code);
        }

        /** How an effect with this answer is settled. */
        public static Settled by(Answer answer) {
            if (answer instanceof Answer.Completed) {
                return COMPLETED;
            }
            return answer instanceof Answer.Rejected ? REJECTED : QUARANTINED;
        }
    }
}
