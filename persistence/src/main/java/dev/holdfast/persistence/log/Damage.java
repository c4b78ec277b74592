package dev.holdfast.persistence.log;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where stored bytes are damaged, as far as it can be told.
 *
 * @param file the file's name in the log's directory
 * @param offset where in it, in bytes
 * @param frame the number of the frame it belongs to
 * @param id whose record it is
 * @param sequence that record's sequence number
 */
public record Damage(String file, long offset, OptionalLong frame, Optional<String> id, OptionalLong sequence) {

    static Damage inFile(String file, long offset) {
        return new Damage(file, offset, OptionalLong.empty(), Optional.empty(), OptionalLong.empty());
    }

    static Damage inFrame(String file, long offset, long frame) {
        return new Damage(file, offset, OptionalLong.of(frame), Optional.empty(), OptionalLong.empty());
    }

    static Damage inRecord(String file, long offset, OptionalLong frame, String id, long sequence) {
        return new Damage(file, offset, frame, Optional.of(id), OptionalLong.of(sequence));
    }

    /** @param index of the record's first byte in the segment, stamps not counted */
    static Damage inRecord(long segment, long index, String id, long sequence) {
        return inRecord(Segments.name(segment), SectorCodec.physical(index), OptionalLong.empty(), id, sequence);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(file).append(" at byte ").append(offset);
        frame.ifPresent(number -> text.append(", frame ").append(number));
        id.ifPresent(name -> text.append(", id ").append(name));
        sequence.ifPresent(number -> text.append(", sequence number ").append(number));
        return text.toString();
    }
}
