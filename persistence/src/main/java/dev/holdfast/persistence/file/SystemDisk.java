package dev.holdfast.persistence.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** {@link Disk} on {@link FileChannel}. */
enum SystemDisk implements Disk {
    INSTANCE;

    @Override
    public Directory open(Path path) throws IOException {
        Path absolute = path.toAbsolutePath().normalize();
        createDurably(absolute);
        return new SystemDirectory(absolute);
    }

    /** A directory is a name in its parent: whatever it will hold is lost unless that name is forced, too. */
    private static void createDurably(Path directory) throws IOException {
        if (Files.isDirectory(directory)) {
            return;
        }
        Path parent = directory.getParent();
        if (parent != null) {
            createDurably(parent);
        }
        Files.createDirectories(directory);
        if (parent != null) {
            force(parent);
        }
    }

    static void force(Path directory) throws IOException {
        try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
