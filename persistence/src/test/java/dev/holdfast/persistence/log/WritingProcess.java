package dev.holdfast.persistence.log;

import static dev.holdfast.persistence.log.LogFixture.range;
import static dev.holdfast.persistence.log.LogFixture.stored;

import dev.holdfast.host.Host;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.file.ForgetfulDisk;
import java.nio.file.Path;

/** A program to be killed: appends to a log on a forgetful disk and prints each sequence number once it is durable. */
final class WritingProcess {

    private WritingProcess() {}

    public static void main(String[] arguments) {
        Path path = Path.of(arguments[0]);
        SegmentedLog log = SegmentedLog.open(path, LogFixture.SMALL, new ForgetfulDisk(Disk.system()), Host.system());
        long next = log.highestSequence("a").toCompletableFuture().join() + 1;
        while (true) {
            stored(log.append(range("a", "w", next, next + 9)));
            System.out.println(next + 9);
            next += 10;
        }
    }
}
