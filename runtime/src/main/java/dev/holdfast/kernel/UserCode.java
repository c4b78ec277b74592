package dev.holdfast.kernel;

import java.util.function.Supplier;
import scala.util.control.ControlThrowable;

/**
 * The boundary around user code: whatever it throws becomes a {@link Failure}, but for what no JVM survives. Pekko's own
 * supervision lets a {@code StackOverflowError}, {@code LinkageError} or {@code AssertionError} of one actor end the JVM
 * (S1).
 */
final class UserCode {

    private UserCode() {}

    /** User code threw; the cause is what it threw. */
    static final class Failure extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private final Throwable thrown;

        private Failure(Throwable thrown) {
            super(thrown.getClass().getName(), thrown, false, false);
            this.thrown = thrown;
        }

        Throwable thrown() {
            return thrown;
        }
    }

    /** Calls user code; within such a call too. A leftover interrupt belongs to the call and ends with it. */
    @SuppressWarnings("removal") // ThreadDeath must pass as long as there is one
    static <T> T call(Supplier<T> body) {
        try {
            return body.get();
        } catch (Failure e) {
            throw e;
        } catch (StackOverflowError e) {
            throw new Failure(e);
        } catch (VirtualMachineError | ThreadDeath e) {
            throw e;
        } catch (Throwable e) {
            if (e instanceof ControlThrowable) {
                throw e;
            }
            throw new Failure(e);
        } finally {
            Thread.interrupted();
        }
    }
}
