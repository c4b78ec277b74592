package dev.holdfast.persistence.log;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * Finds out what a damaged frame held, so that damage harms only those whose records it hit (rule D6).
 *
 * <p>Certain is what the chain hash confirms, 128 bits over header and body: stamps do not matter when it does, and a
 * single wrong byte anywhere in header or body is found from the checksums and confirmed so. Damage to more bytes than
 * one cannot be undone. Then the header must be sound, the lengths of all records must fill the body, and a {@link
 * Witness} must confirm what a record that does not fit its own checksum says of itself.
 *
 * <p>A frame of which a sector is all zero is not looked at: that is a tear or a lost sector, not a damaged one. In memory
 * only; nothing on disk is changed. For one thread.
 */
final class FrameMender {

    private final SectorWindow window;
    private final long size;
    private final Witness witness;

    FrameMender(SectorWindow window, long size, Witness witness) {
        this.window = window;
        this.size = size;
        this.witness = witness;
    }

    /**
     * The frame at {@code position}, its damaged records marked as not sound; empty if what it held is not known.
     *
     * @param chain the chain hash before the frame, if that is known; without it nothing is confirmed
     */
    Optional<Frame> mend(long position, long number, Optional<ChainHash> chain) throws IOException {
        if (position + SectorCodec.SECTOR > size) {
            return Optional.empty();
        }
        byte[] found = new byte[SectorCodec.PAYLOAD];
        SectorCodec.strip(window.at(position, SectorCodec.SECTOR), 0, 1, found);
        boolean sound = FrameHeader.isSound(found);
        for (byte[] candidate : sound ? List.of(found) : FrameHeader.oneByteAway(found)) {
            FrameHeader header = FrameHeader.decode(candidate);
            long sectors = SectorCodec.sectors((long) FrameHeader.BYTES + Math.max(0, header.bodyLength()));
            boolean possible = header.number() == number
                    && header.bodyLength() >= 0
                    && position + sectors * SectorCodec.SECTOR <= size;
            if (possible) {
                Optional<Frame> frame = mend(position, header, candidate, sound, chain);
                if (frame.isPresent()) {
                    return frame;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Frame> mend(
            long position, FrameHeader header, byte[] headerBytes, boolean headerSound, Optional<ChainHash> chain)
            throws IOException {
        int sectors = SectorCodec.sectors((long) FrameHeader.BYTES + header.bodyLength());
        ByteBuffer bytes = window.at(position, sectors * SectorCodec.SECTOR);
        if (hasZeroSector(bytes)) {
            return Optional.empty();
        }
        byte[] payload = new byte[sectors * SectorCodec.PAYLOAD];
        SectorCodec.strip(bytes, 0, sectors, payload);
        System.arraycopy(headerBytes, 0, payload, 0, FrameHeader.BYTES);
        if (header.bodyFits(payload)) {
            boolean known =
                    chain.map(before -> header.continues(before, payload)).orElse(headerSound);
            return known ? whole(position, header, chain, payload) : Optional.empty();
        }
        if (!headerSound) {
            return Optional.empty();
        }
        Optional<Frame> mended = chain.flatMap(before -> oneByteMended(position, header, before, payload));
        return mended.isPresent() ? mended : believed(position, header, chain, payload);
    }

    private static boolean hasZeroSector(ByteBuffer sectors) {
        for (int at = 0; at < sectors.limit(); at += SectorCodec.SECTOR) {
            if (SectorCodec.isZero(sectors, at, SectorCodec.SECTOR)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Frame> whole(long position, FrameHeader header, Optional<ChainHash> chain, byte[] payload) {
        int end = FrameHeader.BYTES + header.bodyLength();
        return RecordCodec.entries(payload, end, header.records())
                .map(entries -> frame(position, header, chain, payload, entries));
    }

    /** One wrong byte in the body: the chain hash confirms it, so all is known; but the record on disk is damaged. */
    private static Optional<Frame> oneByteMended(long position, FrameHeader header, ChainHash chain, byte[] payload) {
        int end = FrameHeader.BYTES + header.bodyLength();
        for (ByteError error : ByteError.find(payload, FrameHeader.BYTES, end, header.bodyChecksum())) {
            error.flip(payload);
            if (header.continues(chain, payload)) {
                return RecordCodec.entries(payload, end, header.records())
                        .map(entries -> new Frame(header, chain, payload, marked(entries, error.at()), position));
            }
            error.flip(payload);
        }
        return Optional.empty();
    }

    private static List<RecordEntry> marked(List<RecordEntry> entries, int damagedAt) {
        return entries.stream()
                .map(entry -> damagedAt >= entry.offset() && damagedAt < entry.offset() + entry.length()
                        ? entry.asDamaged()
                        : entry)
                .toList();
    }

    private Optional<Frame> believed(long position, FrameHeader header, Optional<ChainHash> chain, byte[] payload)
            throws IOException {
        int end = FrameHeader.BYTES + header.bodyLength();
        Optional<List<RecordEntry>> entries = RecordCodec.checkedEntries(payload, end, header.records());
        return entries.isPresent() && isVouchedFor(entries.get())
                ? Optional.of(frame(position, header, chain, payload, entries.get()))
                : Optional.empty();
    }

    private boolean isVouchedFor(List<RecordEntry> entries) throws IOException {
        for (int i = 0; i < entries.size(); i++) {
            if (!entries.get(i).sound() && !witness.vouchesFor(entries.get(i), entries.subList(0, i))) {
                return false;
            }
        }
        return true;
    }

    private static Frame frame(
            long position, FrameHeader header, Optional<ChainHash> chain, byte[] payload, List<RecordEntry> entries) {
        return new Frame(header, chain.orElse(ChainHash.START), payload, entries, position);
    }
}
