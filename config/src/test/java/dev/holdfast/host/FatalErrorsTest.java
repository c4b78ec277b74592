package dev.holdfast.host;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FatalErrorsTest {

    @ParameterizedTest
    @CsvSource({
        "java.lang.OutOfMemoryError, 255",
        "java.lang.InternalError, 255",
        "java.lang.StackOverflowError, 0",
        "java.lang.IllegalStateException, 0"
    })
    void only_what_no_jvm_survives_ends_it_when_thrown_on_a_thread_of_ours_S1(String thrown, int exitCode)
            throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Throwing.class.getName(),
                        thrown)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            assertThat(jvm.waitFor(60, TimeUnit.SECONDS)).isTrue();
            assertThat(jvm.exitValue()).isEqualTo(exitCode);
        } finally {
            jvm.destroyForcibly();
        }
    }

    @Test
    void a_fatal_error_is_thrown_on_and_nothing_else() {
        FatalErrors.rethrow(new IllegalStateException());
        FatalErrors.rethrow(new StackOverflowError());
        OutOfMemoryError fatal = new OutOfMemoryError("planned");
        assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> FatalErrors.rethrow(fatal)))
                .isSameAs(fatal);
    }

    /** Throws on a thread of the system's source, and ends well if that leaves the JVM alive. */
    static final class Throwing {
        private Throwing() {}

        public static void main(String[] arguments) throws Exception {
            Throwable thrown = Class.forName(arguments[0])
                    .asSubclass(Throwable.class)
                    .getConstructor()
                    .newInstance();
            Workers workers = ThreadSource.system().workers("throwing", 1);
            workers.execute(() -> sneak(thrown));
            CountDownLatch alive = new CountDownLatch(1);
            workers.execute(alive::countDown);
            System.exit(alive.await(30, TimeUnit.SECONDS) ? 0 : 1);
        }

        @SuppressWarnings("unchecked")
        private static <T extends Throwable> void sneak(Throwable thrown) throws T {
            throw (T) thrown;
        }
    }
}
