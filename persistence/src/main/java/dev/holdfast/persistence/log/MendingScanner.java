package dev.holdfast.persistence.log;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Reads a segment's frames in order, past damage that can be attributed. For one thread.
 *
 * <p>What {@link SegmentScanner} calls corruption is shown to a {@link FrameMender}; only if that cannot tell what the frame
 * held, the corruption is thrown.
 */
final class MendingScanner {

    private final SegmentScanner scanner;
    private final FrameMender mender;
    private final Consumer<CorruptLogException> damages;

    /** @param damages told of each damage that was mended or attributed */
    MendingScanner(SegmentScanner scanner, Witness witness, Consumer<CorruptLogException> damages) {
        this.scanner = scanner;
        this.mender = scanner.mender(witness);
        this.damages = damages;
    }

    /**
     * The next frame; empty if it was never written or is torn.
     *
     * @throws CorruptLogException if what it held cannot be told
     */
    Optional<Frame> next() throws IOException {
        try {
            return scanner.next();
        } catch (CorruptLogException e) {
            return again();
        }
    }

    /** What is wrong once may have been misread; what is wrong twice is damaged. */
    private Optional<Frame> again() throws IOException {
        scanner.forgetRead();
        try {
            return scanner.next();
        } catch (CorruptLogException e) {
            Frame frame = mender.mend(scanner.position(), scanner.nextFrame(), Optional.of(scanner.chain()))
                    .orElseThrow(() -> e);
            scanner.advance(frame);
            report(frame, e);
            return Optional.of(frame);
        }
    }

    /** Names the records that were hit; if none was, what was found. */
    private void report(Frame frame, CorruptLogException found) {
        List<RecordEntry> hit =
                frame.entries().stream().filter(entry -> !entry.sound()).toList();
        hit.forEach(entry -> damages.accept(scanner.corruptRecord(frame, entry)));
        if (hit.isEmpty()) {
            damages.accept(found);
        }
    }

    /** The number of the frame that {@link #next} looks for. */
    long nextFrame() {
        return scanner.nextFrame();
    }

    /** The chain hash before that frame. */
    ChainHash chain() {
        return scanner.chain();
    }

    /** Where that frame is looked for, in bytes. */
    long position() {
        return scanner.position();
    }
}
