package dev.holdfast.persistence.checkpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a checkpoint's file name says, so that what exists is known without reading any file. The natural order is from
 * old to new: by sequence number, then by the order of saving.
 *
 * <p>An id may be of any length and hold any character, a file name may not; and some file systems take upper and lower
 * case for the same. So a name begins with the id's SHA-256, cut to 160 bits, in lower-case hexadecimal digits. That
 * hash resists forging: ids that others choose cannot be made to meet in one name.
 *
 * @param idHash the hash of the id
 * @param sequence the sequence number
 * @param timestamp when it was captured, in milliseconds since 1970
 * @param number counts the saves of a store: no two checkpoints have the same
 */
public record CheckpointName(String idHash, long sequence, long timestamp, long number)
        implements Comparable<CheckpointName> {

    private static final Comparator<CheckpointName> ORDER = Comparator.comparing(CheckpointName::idHash)
            .thenComparingLong(CheckpointName::sequence)
            .thenComparingLong(CheckpointName::number)
            .thenComparingLong(CheckpointName::timestamp);
    private static final int HASH_BYTES = 20;
    private static final String SUFFIX = ".checkpoint";
    private static final String UNFINISHED = ".new";
    private static final Pattern FORM =
            Pattern.compile("([0-9a-f]{40})-(\\d{1,19})-(\\d{1,19})-(\\d{1,19})\\.checkpoint");

    /** The name of a checkpoint that is the so-manieth of its store. */
    public static CheckpointName of(Checkpoint checkpoint, long number) {
        return new CheckpointName(hash(checkpoint.id()), checkpoint.sequence(), checkpoint.timestamp(), number);
    }

    /** Reads a file name; empty if it is none of a checkpoint. */
    static Optional<CheckpointName> parse(String fileName) {
        Matcher matcher = FORM.matcher(fileName);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            CheckpointName name = new CheckpointName(
                    matcher.group(1),
                    Long.parseLong(matcher.group(2)),
                    Long.parseLong(matcher.group(3)),
                    Long.parseLong(matcher.group(4)));
            return Optional.of(name).filter(known -> known.fileName().equals(fileName));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    /** True for the name of a file whose save was cut short. */
    static boolean isUnfinished(String fileName) {
        return fileName.endsWith(UNFINISHED)
                && parse(fileName.substring(0, fileName.length() - UNFINISHED.length()))
                        .isPresent();
    }

    /** How the id is told from others in names. */
    static String hash(String id) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(Checkpoint.encode(id));
            return HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform must have SHA-256, this one has not", e);
        }
    }

    /** The name of its file in the store's directory. */
    public String fileName() {
        return idHash + "-" + sequence + "-" + timestamp + "-" + number + SUFFIX;
    }

    /** The name of its file while it is written. */
    String unfinished() {
        return fileName() + UNFINISHED;
    }

    @Override
    public int compareTo(CheckpointName other) {
        return ORDER.compare(this, other);
    }
}
