package dev.holdfast.persistence.journal;

import org.apache.pekko.serialization.SerializerWithStringManifest;

/** Events whose serializer fails with an error that is no exception. */
enum Bomb {
    STACK_OVERFLOW,
    MISSING_CLASS,
    ASSERTION,
    WHEN_READ;

    private Error error() {
        return switch (this) {
            case STACK_OVERFLOW, WHEN_READ -> new StackOverflowError("injected");
            case MISSING_CLASS -> new NoClassDefFoundError("injected");
            case ASSERTION -> new AssertionError("injected");
        };
    }

    /** Their serializer, made by Pekko. */
    public static final class Fuse extends SerializerWithStringManifest {

        @Override
        public int identifier() {
            return 4711;
        }

        @Override
        public String manifest(Object bomb) {
            return ((Bomb) bomb).name();
        }

        @Override
        public byte[] toBinary(Object bomb) {
            if (bomb != WHEN_READ) {
                throw ((Bomb) bomb).error();
            }
            return new byte[0];
        }

        @Override
        public Object fromBinary(byte[] bytes, String manifest) {
            throw valueOf(manifest).error();
        }
    }
}
