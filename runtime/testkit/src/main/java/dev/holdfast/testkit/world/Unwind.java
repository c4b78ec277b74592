package dev.holdfast.testkit.world;

import scala.util.control.ControlThrowable;

/** Ends a parked call when its world is closed; Pekko lets a {@code ControlThrowable} through. */
final class Unwind extends ControlThrowable {
    private static final long serialVersionUID = 1;

    /** Throws one, though Java would have it declared. */
    static RuntimeException now() {
        return Unwind.<RuntimeException>undeclared(new Unwind());
    }

    static void rethrow(Throwable thrown) {
        if (thrown instanceof Unwind) {
            throw Unwind.<RuntimeException>undeclared(thrown);
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> RuntimeException undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
