package dev.holdfast.persistence.log;

import java.util.List;

/**
 * What one writer wants stored for one id: all of it or nothing.
 *
 * @param id whose records they are: not empty, at most 65535 bytes of UTF-8
 * @param writer who writes, one name per incarnation; a writer that was refused once is refused for ever
 * @param records at least one; sequence numbers rise, gaps are legal
 */
public record Append(String id, String writer, List<NewRecord> records) {

    public Append {
        Ids.encode(id);
        records = List.copyOf(records);
        if (records.isEmpty()) {
            throw new IllegalArgumentException("Append for " + id + " by " + writer + " has no records");
        }
        long previous = 0;
        for (NewRecord next : records) {
            if (next.sequence() <= previous) {
                throw new IllegalArgumentException("Append for " + id + " by " + writer + " has sequence number "
                        + next.sequence() + " behind " + previous + "; inside an append they must rise");
            }
            previous = next.sequence();
        }
    }

    /** The lowest sequence number in it. */
    public long first() {
        return records.get(0).sequence();
    }

    /** The highest sequence number in it. */
    public long last() {
        return records.get(records.size() - 1).sequence();
    }
}
