package dev.holdfast.kernel;

import java.util.function.Supplier;
import scala.util.control.ControlThrowable;

/**
 * The boundary around user code: whatever it throws becomes a value, but for what no JVM survives. Pekko's own
 * supervision lets a {@code StackOverflowError}, {@code LinkageError} or {@code AssertionError} of one actor end the JVM
 * (S1).
 */
final class UserCode {

    private UserCode() {}

    /** What a call gave. */
    sealed interface Result<T> {}

    /** It returned. */
    record Returned<T>(T value) implements Result<T> {}

    /** It threw. */
    record Threw<T>(Throwable thrown) implements Result<T> {}

    /** Calls user code. A leftover interrupt belongs to the call and ends with it. */
    @SuppressWarnings("removal") // ThreadDeath must pass as long as there is one
    static <T> Result<T> call(Supplier<T> body) {
        try {
            return new Returned<>(body.get());
        } catch (StackOverflowError e) {
            return new Threw<>(e);
        } catch (VirtualMachineError | ThreadDeath e) {
            throw e;
        } catch (Throwable e) {
            if (e instanceof ControlThrowable) {
                throw e;
            }
            return new Threw<>(e);
        } finally {
            Thread.interrupted();
        }
    }
}
