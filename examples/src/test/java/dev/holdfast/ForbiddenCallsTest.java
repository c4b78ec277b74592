package dev.holdfast;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A rule that forbids calls is worth nothing if it does not see them: here is one class that breaks every such rule. */
class ForbiddenCallsTest {

    private static final JavaClasses OFFENDER = new ClassFileImporter().importClasses(Offender.class);

    static ArchRule[] rules() {
        return new ArchRule[] {
            ArchitectureTest.time_is_read_through_the_clock,
            ArchitectureTest.nobody_sleeps,
            ArchitectureTest.threads_come_from_the_thread_source,
            ArchitectureTest.randomness_comes_from_the_entropy_port_or_a_seed,
            ArchitectureTest.stages_go_on_where_they_are_told_to,
        };
    }

    @ParameterizedTest
    @MethodSource("rules")
    void a_forbidden_call_is_seen(ArchRule rule) {
        assertThat(rule.evaluate(OFFENDER).getFailureReport().getDetails()).hasSizeGreaterThanOrEqualTo(1);
    }

    @SuppressWarnings({"unused", "FutureReturnValueIgnored", "TimeZoneUsage", "ReturnValueIgnored"})
    static final class Offender {

        CompletionStage<Void> offend() throws InterruptedException {
            Thread.sleep(System.nanoTime() + ThreadLocalRandom.current().nextLong());
            Thread thread = new Thread(Executors.newCachedThreadPool()::shutdown, UUID.randomUUID() + "");
            Instant now = Instant.now().plusMillis(Clock.systemUTC().millis());
            return CompletableFuture.runAsync(thread::start);
        }
    }
}
