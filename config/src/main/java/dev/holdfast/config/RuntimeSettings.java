package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The runtime as a whole: section {@code holdfast.runtime}.
 *
 * @param journalPlugin path of the Pekko journal plugin that stores entries; default the embedded log's
 * @param client how {@code ask} from outside behaves
 * @param dedup how long a command's id is remembered
 * @param kernel how a component's journal is written and read
 * @param effects how effects are sent
 * @param ledger the fault ledger
 * @param haltAfter how long the JVM, when it is to exit, waits for a stuck thread before it halts; empty: for ever;
 *     default 30 s
 */
public record RuntimeSettings(
        String journalPlugin,
        ClientSettings client,
        DedupSettings dedup,
        KernelSettings kernel,
        EffectSettings effects,
        LedgerSettings ledger,
        Optional<Duration> haltAfter) {
    static final Limit<String> JOURNAL_PLUGIN = Limit.text(HoldfastSettings.EMBEDDED_JOURNAL);
    static final Limit<Duration> HALT_AFTER = Limit.duration("30s");

    /** @throws IllegalArgumentException outside the limits */
    public RuntimeSettings {
        JOURNAL_PLUGIN.check("journal-plugin", journalPlugin);
        haltAfter.ifPresent(time -> HALT_AFTER.check("halt-after", time));
    }

    /** Whether entries go to Holdfast's embedded log. */
    public boolean embeddedLog() {
        return journalPlugin.equals(HoldfastSettings.EMBEDDED_JOURNAL);
    }
}
