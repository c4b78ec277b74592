package dev.holdfast.config;

import com.typesafe.config.Config;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * The embedded log: section {@code holdfast.persistence}.
 *
 * @param mirrors the log's directories; at most one in this release, none when another journal plugin is used
 * @param segmentBytes the size of one segment file, 64 KiB to 1 GiB, a multiple of 4 KiB; default 64 MiB
 * @param group what is written in one go
 * @param readers threads that read for recovery and queries, 1 to 64; default 2
 * @param maxBytes how many bytes the files in the log's directory may take before writing waits, at least four segments;
 *     empty, the default: as many as the disk has
 */
public record PersistenceSettings(
        List<Path> mirrors, int segmentBytes, GroupSettings group, int readers, Optional<Long> maxBytes) {
    static final Limit<List<Path>> MIRRORS = Limit.atMostOne(
            Limit.path("/var/lib/holdfast"),
            "must be a list of exactly one directory, e.g. [\"/var/lib/holdfast\"]; mirroring over several is not"
                    + " provided yet");
    static final String NO_MIRROR = "has no default, set it in a file of yours; " + MIRRORS.allowed();
    static final Limit<Integer> SEGMENT_BYTES = Limit.bytes(64 * Limit.KIB, Limit.GIB, 4 * Limit.KIB);
    static final Limit<Integer> READERS = Limit.between(1, 64);
    static final Limit<Optional<Long>> MAX_BYTES =
            Limit.manyBytes(256L * Limit.KIB, 1024 * Limit.TIB, "100 GiB").orOff();
    private static final int GROUPS_PER_SEGMENT = 4;
    private static final int LEAST_SEGMENTS = 4;
    private static final Relation<Integer, Integer> GROUP_TO_SEGMENT = new Relation<>(
            "group.max-bytes",
            GroupSettings.MAX_BYTES,
            "must be at most a quarter of",
            "segment-size",
            SEGMENT_BYTES,
            (group, segment) -> group <= segment / GROUPS_PER_SEGMENT);
    private static final Relation<Optional<Long>, Integer> WHOLE_TO_SEGMENT = new Relation<>(
            "max-size",
            MAX_BYTES,
            "must be at least four times",
            "segment-size",
            SEGMENT_BYTES,
            (whole, segment) ->
                    whole.map(most -> most >= (long) LEAST_SEGMENTS * segment).orElse(true));

    /** @throws IllegalArgumentException outside the limits, or when a group or the log does not fit the segments */
    public PersistenceSettings {
        mirrors = MIRRORS.check("mirrors", List.copyOf(mirrors));
        SEGMENT_BYTES.check("segment-size", segmentBytes);
        READERS.check("readers", readers);
        MAX_BYTES.check("max-size", maxBytes);
        GROUP_TO_SEGMENT.check(group.maxBytes(), segmentBytes);
        WHOLE_TO_SEGMENT.check(maxBytes, segmentBytes);
    }

    /** The directory of the log; empty when another journal plugin is used. */
    public Optional<Path> firstMirror() {
        return mirrors.stream().findFirst();
    }

    /**
     * Reads the section {@code holdfast.persistence} alone, for use without the runtime. A mirror is required.
     *
     * @param root an actor system's or application's whole configuration, {@code reference.conf} included; resolved or not
     * @throws ConfigurationException with all that is wrong in that section
     */
    public static PersistenceSettings from(Config root) {
        return ConfigReader.read(root, top -> from(top.section("holdfast").section("persistence"), true));
    }

    static Optional<PersistenceSettings> from(Section section, boolean mirrorRequired) {
        section.keys().ignore("journal", "snapshot-store", "read-journal");
        List<Path> mirrors = section.get("mirrors", MIRRORS);
        int segmentBytes = section.get("segment-size", SEGMENT_BYTES);
        Optional<GroupSettings> group = GroupSettings.from(section.section("group"));
        int readers = section.get("readers", READERS);
        Optional<Long> maxBytes = section.get("max-size", MAX_BYTES);
        if (mirrorRequired && section.isWhole()) {
            section.requireElement("mirrors", NO_MIRROR);
        }
        section.relate(GROUP_TO_SEGMENT);
        section.relate(WHOLE_TO_SEGMENT);
        return section.build(
                () -> new PersistenceSettings(mirrors, segmentBytes, group.orElseThrow(), readers, maxBytes));
    }

    void print(Printer out) {
        out.put("mirrors", MIRRORS, mirrors);
        out.put("segment-size", SEGMENT_BYTES, segmentBytes);
        out.section("group", group::print);
        out.put("readers", READERS, readers);
        out.put("max-size", MAX_BYTES, maxBytes);
    }
}
