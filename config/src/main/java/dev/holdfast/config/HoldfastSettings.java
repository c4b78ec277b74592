package dev.holdfast.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * All settings of Holdfast: the section {@code holdfast} of the configuration.
 *
 * @param persistence the embedded log; its list of mirrors is empty only when another journal plugin is used
 * @param runtime the runtime as a whole
 * @param defaultSegment the segment of every component that no other segment lists
 * @param faults what is injected on purpose
 */
public record HoldfastSettings(
        PersistenceSettings persistence,
        RuntimeSettings runtime,
        SegmentSettings defaultSegment,
        FaultSettings faults) {

    /** The journal plugin that is Holdfast's embedded log. */
    public static final String EMBEDDED_JOURNAL = "holdfast.persistence.journal";

    /** An entry is closed when it is full, which one more outcome of the largest size may make it twice. */
    private static final int ENTRIES_PER_GROUP = 2;

    private static final Relation<Integer, Integer> ENTRY_TO_GROUP = new Relation<>(
            "runtime.kernel.batch.max-bytes",
            KernelSettings.Batch.MAX_BYTES,
            "must be at most half of",
            "persistence.group.max-bytes",
            GroupSettings.MAX_BYTES,
            (entry, group) -> entry <= group / ENTRIES_PER_GROUP);

    private static final Relation<Path, List<Path>> EMERGENCY_BESIDE_LOG = new Relation<>(
            "runtime.ledger.emergency-file",
            LedgerSettings.EMERGENCY_FILE,
            "must be another file than those the log keeps (holdfast.*, *.segment, *.index) in",
            "persistence.mirrors",
            PersistenceSettings.MIRRORS,
            LedgerSettings::isNoFileOfTheLog);

    private static final String NO_DISK =
            "must hold no fault of the disk: persistence.mirrors is empty, so no journal is on a disk of Holdfast's";

    /** @throws IllegalArgumentException if log, runtime and faults do not fit each other */
    public HoldfastSettings {
        if (runtime.embeddedLog() && persistence.mirrors().isEmpty()) {
            throw SettingException.of("persistence.mirrors", "[]", PersistenceSettings.NO_MIRROR);
        }
        Optional<FaultRule> ofDisk =
                faults.inject().stream().filter(FaultRule::isOfDisk).findFirst();
        if (persistence.mirrors().isEmpty() && ofDisk.isPresent()) {
            throw SettingException.of("faults.inject", ofDisk.get().hocon(), NO_DISK);
        }
        ENTRY_TO_GROUP.check(
                runtime.kernel().batch().maxBytes(), persistence.group().maxBytes());
        EMERGENCY_BESIDE_LOG.check(runtime.ledger().emergencyFile(), persistence.mirrors());
    }

    /**
     * Reads the section {@code holdfast}.
     *
     * @param root an actor system's or application's whole configuration, {@code reference.conf} included; resolved or not
     * @throws ConfigurationException with all that is wrong
     */
    public static HoldfastSettings from(Config root) {
        return ConfigReader.read(root, top -> from(top.section("holdfast")));
    }

    static Optional<HoldfastSettings> from(Section section) {
        Optional<RuntimeSettings> runtime = RuntimeSettings.from(section.section("runtime"));
        boolean embeddedLog = section.peek("runtime.journal-plugin", RuntimeSettings.JOURNAL_PLUGIN)
                .filter(EMBEDDED_JOURNAL::equals)
                .isPresent();
        Optional<PersistenceSettings> persistence =
                PersistenceSettings.from(section.section("persistence"), embeddedLog);
        Section segments = section.section("segments");
        segments.keys().hint("other segments than default are not provided yet");
        Optional<SegmentSettings> defaultSegment = SegmentSettings.from(segments.section("default"), "default");
        segments.build(() -> defaultSegment);
        Optional<FaultSettings> faults = FaultSettings.from(section.section("faults"));
        section.relate(ENTRY_TO_GROUP);
        section.relate(EMERGENCY_BESIDE_LOG);
        return section.build(() -> new HoldfastSettings(
                persistence.orElseThrow(), runtime.orElseThrow(), defaultSegment.orElseThrow(), faults.orElseThrow()));
    }

    /** The settings as a HOCON file that, over {@code reference.conf}, is read back equal. */
    public String hocon() {
        return HoconText.of(Printer.print(this, path -> ""), false);
    }

    void print(Printer out) {
        out.section("persistence", persistence::print);
        out.section("runtime", runtime::print);
        out.section("segments", segments -> segments.section(defaultSegment.name(), defaultSegment::print));
        out.section("faults", faults::print);
    }
}
