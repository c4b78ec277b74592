package dev.holdfast.config;

import java.time.Duration;
import java.util.Optional;

/**
 * The runtime as a whole: section {@code holdfast.runtime}.
 *
 * @param journalPlugin path of the Pekko journal plugin that stores entries; default the embedded log's
 * @param readJournalPlugin path of the Pekko read journal plugin that reads them; empty for the embedded log, which reads
 *     itself; default empty
 * @param snapshotPlugin path of the Pekko snapshot store plugin for checkpoints beside a journal that is not the embedded
 *     log; empty for none; default empty
 * @param client how {@code ask} from outside behaves
 * @param dedup how long a command's id is remembered
 * @param kernel how a component's journal is written and read
 * @param effects how effects are sent
 * @param poisonBrake when voiding poison events by themselves is stopped
 * @param ledger the fault ledger
 * @param haltAfter how long the JVM, when it is to exit, waits for a stuck thread before it halts; empty: for ever;
 *     default 30 s
 */
public record RuntimeSettings(
        String journalPlugin,
        Optional<String> readJournalPlugin,
        Optional<String> snapshotPlugin,
        ClientSettings client,
        DedupSettings dedup,
        KernelSettings kernel,
        EffectSettings effects,
        PoisonBrakeSettings poisonBrake,
        LedgerSettings ledger,
        Optional<Duration> haltAfter) {
    /** Where the journal plugin's path stands; for those who need it before they have settings. */
    public static final String JOURNAL_PLUGIN_PATH = "holdfast.runtime.journal-plugin";

    static final Limit<String> JOURNAL_PLUGIN = Limit.text(HoldfastSettings.EMBEDDED_JOURNAL);
    static final Limit<Optional<String>> READ_JOURNAL_PLUGIN =
            Limit.text("jdbc-read-journal").orOff();
    static final Limit<Optional<String>> SNAPSHOT_PLUGIN =
            Limit.text("jdbc-snapshot-store").orOff();
    static final Limit<Optional<Duration>> HALT_AFTER = Limit.duration("30s").orOff();

    /** @throws IllegalArgumentException outside the limits */
    public RuntimeSettings {
        JOURNAL_PLUGIN.check("journal-plugin", journalPlugin);
        READ_JOURNAL_PLUGIN.check("read-journal-plugin", readJournalPlugin);
        SNAPSHOT_PLUGIN.check("snapshot-plugin", snapshotPlugin);
        HALT_AFTER.check("halt-after", haltAfter);
    }

    /** Whether entries go to Holdfast's embedded log. */
    public boolean embeddedLog() {
        return journalPlugin.equals(HoldfastSettings.EMBEDDED_JOURNAL);
    }

    static Optional<RuntimeSettings> from(Section section) {
        section.keys().ignore("dispatchers");
        String journalPlugin = section.get("journal-plugin", JOURNAL_PLUGIN);
        Optional<String> readJournalPlugin = section.get("read-journal-plugin", READ_JOURNAL_PLUGIN);
        Optional<String> snapshotPlugin = section.get("snapshot-plugin", SNAPSHOT_PLUGIN);
        Optional<ClientSettings> client = ClientSettings.from(section.section("client"));
        Optional<DedupSettings> dedup = DedupSettings.from(section.section("dedup"));
        Optional<KernelSettings> kernel = KernelSettings.from(section.section("kernel"));
        Optional<EffectSettings> effects = EffectSettings.from(section.section("effects"));
        Optional<PoisonBrakeSettings> poisonBrake = PoisonBrakeSettings.from(section.section("poison-brake"));
        Optional<LedgerSettings> ledger = LedgerSettings.from(section.section("ledger"));
        Optional<Duration> haltAfter = section.get("halt-after", HALT_AFTER);
        return section.build(() -> new RuntimeSettings(
                journalPlugin,
                readJournalPlugin,
                snapshotPlugin,
                client.orElseThrow(),
                dedup.orElseThrow(),
                kernel.orElseThrow(),
                effects.orElseThrow(),
                poisonBrake.orElseThrow(),
                ledger.orElseThrow(),
                haltAfter));
    }

    void print(Printer out) {
        out.put("journal-plugin", JOURNAL_PLUGIN, journalPlugin);
        out.put("read-journal-plugin", READ_JOURNAL_PLUGIN, readJournalPlugin);
        out.put("snapshot-plugin", SNAPSHOT_PLUGIN, snapshotPlugin);
        out.section("client", client::print);
        out.section("dedup", dedup::print);
        out.section("kernel", kernel::print);
        out.section("effects", effects::print);
        out.section("poison-brake", poisonBrake::print);
        out.section("ledger", ledger::print);
        out.put("halt-after", HALT_AFTER, haltAfter);
    }
}
