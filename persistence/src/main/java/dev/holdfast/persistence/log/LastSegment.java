package dev.holdfast.persistence.log;

import java.io.IOException;

/** What can be told of the segment with the highest number. */
final class LastSegment {

    private LastSegment() {}

    /** Whether nothing was ever acknowledged from it: its creation or its first frame was cut short by a crash. */
    static boolean isUnused(String directory, SegmentFile last) throws IOException {
        if (last.header().isPresent()) {
            return isWithoutFrame(directory, last, last.header().get());
        }
        return last.kind() != SegmentHeader.Kind.OTHER_VERSION && isZeroBehindHeader(last);
    }

    private static boolean isWithoutFrame(String directory, SegmentFile last, SegmentHeader header) throws IOException {
        try {
            return new SegmentScanner(directory, last, header).next().isEmpty();
        } catch (CorruptLogException e) {
            return false; // that is something, and its damage is for those to tell who read it
        }
    }

    private static boolean isZeroBehindHeader(SegmentFile last) throws IOException {
        SectorWindow window = new SectorWindow(last.file(), last.size());
        for (long at = SectorCodec.SECTOR; at < last.size(); at += SectorCodec.SECTOR) {
            int length = (int) Math.min(SectorCodec.SECTOR, last.size() - at);
            if (!SectorCodec.isZero(window.at(at, length), 0, length)) {
                return false;
            }
        }
        return true;
    }
}
