package dev.holdfast.persistence.file;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** What can happen to files that nobody uses. */
public enum RestingDamage {
    /** One bit is the other one. */
    FLIPPED_BIT,
    /** A sector is all zero. */
    ZEROED_SECTOR,
    /** A sector holds what another holds. */
    MISPLACED_SECTOR,
    /** A file is shorter. */
    CUT_FILE,
    /** A file is not there. */
    VANISHED_FILE;

    private static final int SECTOR = 512;

    /** Does it to one file of a directory; says to which, in words. */
    public String to(MemoryDisk disk, Path directory, RandomGenerator random) {
        List<String> names = disk.names(directory);
        if (names.isEmpty()) {
            return "at rest: nothing to damage";
        }
        String name = names.get(random.nextInt(names.size()));
        byte[] bytes = disk.bytes(directory, name);
        int sectors = bytes.length / SECTOR;
        switch (this) {
            case FLIPPED_BIT -> {
                if (bytes.length > 0) {
                    bytes[usedByte(bytes, random)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case ZEROED_SECTOR -> {
                if (sectors > 0) {
                    int at = usedByte(bytes, random) / SECTOR * SECTOR;
                    Arrays.fill(bytes, at, Math.min(bytes.length, at + SECTOR), (byte) 0);
                }
            }
            case MISPLACED_SECTOR -> {
                if (sectors > 0) {
                    int from = usedByte(bytes, random) / SECTOR * SECTOR;
                    int length = Math.min(SECTOR, bytes.length - from);
                    System.arraycopy(bytes, from, bytes, random.nextInt(sectors) * SECTOR, length);
                }
            }
            case CUT_FILE -> disk.replace(directory, name, Arrays.copyOf(bytes, random.nextInt(1 + bytes.length)));
            case VANISHED_FILE -> disk.remove(directory, name);
        }
        return "at rest: " + this + " in " + name;
    }

    /** Any byte, but most often one before the zeros at the end, where it hurts. */
    private static int usedByte(byte[] bytes, RandomGenerator random) {
        int used = bytes.length;
        while (used > 1 && bytes[used - 1] == 0) {
            used--;
        }
        return random.nextInt(random.nextInt(4) == 0 ? bytes.length : used);
    }
}
