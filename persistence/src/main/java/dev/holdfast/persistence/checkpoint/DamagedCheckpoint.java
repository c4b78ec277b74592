package dev.holdfast.persistence.checkpoint;

/**
 * A checkpoint that exists and cannot be used. Its file stays as it is.
 *
 * @param file the path of its file, or what else tells where it is
 * @param id whose checkpoint it should be
 * @param sequence the sequence number it should have
 * @param finding what is wrong with it
 */
public record DamagedCheckpoint(String file, String id, long sequence, String finding) {

    @Override
    public String toString() {
        return "Checkpoint of " + id + " at sequence number " + sequence + " in " + file + " cannot be used: "
                + finding;
    }
}
