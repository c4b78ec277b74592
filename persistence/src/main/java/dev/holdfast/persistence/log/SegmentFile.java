package dev.holdfast.persistence.log;

import dev.holdfast.persistence.file.Directory;
import dev.holdfast.persistence.file.StorageFile;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A segment file found when opening.
 *
 * @param kind what its first sector is
 * @param header that sector, if it is valid
 * @param window its bytes, for one reader after the other
 */
record SegmentFile(
        long number,
        String name,
        StorageFile file,
        long size,
        SegmentHeader.Kind kind,
        Optional<SegmentHeader> header,
        SectorWindow window) {

    /** A file in use whose header does not matter. */
    static SegmentFile of(long number, StorageFile file) throws IOException {
        long size = file.size();
        SectorWindow window = new SectorWindow(file, size);
        return new SegmentFile(
                number, Segments.name(number), file, size, SegmentHeader.Kind.DAMAGED, Optional.empty(), window);
    }

    /** All segments of a directory, in their order; if one cannot be opened, none stays open. */
    static List<SegmentFile> openAll(Directory directory) throws IOException {
        List<SegmentFile> files = new ArrayList<>();
        try {
            for (String file : directory.list()) {
                if (Segments.isName(file)) {
                    files.add(open(directory, file));
                }
            }
        } catch (IOException | RuntimeException e) {
            for (SegmentFile file : files) {
                file.file().close();
            }
            throw e;
        }
        files.sort((a, b) -> Long.compare(a.number(), b.number()));
        return files;
    }

    static SegmentFile open(Directory directory, String name) throws IOException {
        StorageFile file = directory.open(name, Directory.Access.READ);
        try {
            return read(name, file);
        } catch (IOException | RuntimeException e) {
            file.close();
            throw e;
        }
    }

    /** The number of the first frame: the header says it, or else the frame itself, if its own header is sound. */
    OptionalLong firstFrame() throws IOException {
        if (header.isPresent()) {
            return OptionalLong.of(header.get().firstFrame());
        }
        byte[] payload = new byte[SectorCodec.PAYLOAD];
        if (size < 2 * SectorCodec.SECTOR) {
            return OptionalLong.empty();
        }
        SectorCodec.strip(window.at(SectorCodec.SECTOR, SectorCodec.SECTOR), 0, 1, payload);
        return FrameHeader.isSound(payload)
                ? OptionalLong.of(FrameHeader.decode(payload).number())
                : OptionalLong.empty();
    }

    private static SegmentFile read(String name, StorageFile file) throws IOException {
        long size = file.size();
        ByteBuffer sector = ByteBuffer.allocate(SectorCodec.SECTOR);
        file.read(sector, 0);
        sector.clear();
        SegmentHeader.Kind kind = SegmentHeader.kind(sector);
        Optional<SegmentHeader> header =
                kind == SegmentHeader.Kind.VALID ? Optional.of(SegmentHeader.decode(sector)) : Optional.empty();
        return new SegmentFile(Segments.number(name), name, file, size, kind, header, new SectorWindow(file, size));
    }
}
