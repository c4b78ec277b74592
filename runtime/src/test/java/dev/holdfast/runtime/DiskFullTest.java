package dev.holdfast.runtime;

import static dev.holdfast.testing.Account.ACCOUNT;
import static dev.holdfast.testing.TestSystem.get;
import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.host.Entropy;
import dev.holdfast.host.Host;
import dev.holdfast.host.ThreadSource;
import dev.holdfast.ledger.Ledger;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.journal.JournalReader.ReadEntry;
import dev.holdfast.persistence.log.SpaceShortage;
import dev.holdfast.testing.Account.Balance;
import dev.holdfast.testing.Account.Deposit;
import dev.holdfast.testing.Account.Show;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FillableDisk;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.VirtualTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BooleanSupplier;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("D5: a disk that is full for a minute under load")
class DiskFullTest {

    private static final Duration STEP = Duration.ofMillis(100);
    private static final Deposit DEPOSIT = new Deposit(1);
    private static final String SETTINGS = VirtualTime.SETTING + """
            holdfast.persistence { segment-size = 64 KiB, group.max-bytes = 16 KiB }
            holdfast.runtime.kernel.batch.max-bytes = 4 KiB
            holdfast.segments.default.max-in-flight = 400
            # virtual minutes pass before an actor has taken a message; what recovers waits for nothing but messages
            holdfast.persistence.journal.recovery-event-timeout = 10m
            """;
    private static final String THROUGH_PEKKO =
            "holdfast.persistence.journal.class = dev.holdfast.testing.FaultyJournal\n";

    @TempDir
    Path directory;

    private final VirtualTime time = new VirtualTime();
    private final FillableDisk disk = new FillableDisk();
    private final List<Asked> asked = new ArrayList<>();

    private record Asked(String account, CompletableFuture<Balance> reply) {}

    private TestSystem start(boolean throughPekko) {
        Host host = new Host(time, ThreadSource.system(), Entropy.system());
        return TestSystem.on(directory, throughPekko ? SETTINGS + THROUGH_PEKKO : SETTINGS, host, disk, ACCOUNT);
    }

    private void ask(TestSystem system, String account) {
        asked.add(new Asked(account, system.account(account).ask(DEPOSIT).toCompletableFuture()));
    }

    private static boolean writesWait(TestSystem system) {
        return EmbeddedLog.get(Adapter.toClassic(system.system()))
                .spaceShortage()
                .map(SpaceShortage::writesWait)
                .orElse(false);
    }

    private static List<ReadEntry> read(TestSystem system, String persistenceId) {
        return get(EmbeddedLog.get(Adapter.toClassic(system.system()))
                .reader()
                .read(persistenceId, 1, Long.MAX_VALUE, 100_000, 1 << 24));
    }

    /** Through Pekko's journal protocol and its circuit breaker, or straight into the log. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void replaces_no_incarnation_and_opens_no_breaker_and_writing_resumes_at_once_when_space_returns_D5(
            boolean throughPekko) {
        try (TestSystem system = start(throughPekko)) {
            fillUntilWritesWait(system);
            int accepted = asked.size();

            loadForAMinute(system, throughPekko);

            assertThat(asked.subList(accepted, asked.size())).noneMatch(DiskFullTest::isCompleted);
            assertThat(read(system, "account|0")).as("reads go on").isNotEmpty();
            assertThat(system.holdfast().status().commandsInFlight())
                    .as("as many as there are permits")
                    .isEqualTo(400);
            disk.fill(false);
            time.advance(system.system(), Duration.ofMillis(500));

            // without any more time
            await(() -> system.holdfast().status().commandsInFlight() == 0);
            assertThat(writesWait(system)).isFalse();
            assertThat(get(system.account("fresh").ask(DEPOSIT))).isEqualTo(new Balance(1));
            assertEachDepositCountsOnce(system);
            assertNobodyNoticed(system);
        }
    }

    private void fillUntilWritesWait(TestSystem system) {
        for (int i = 0; i < 5; i++) {
            get(system.account("" + i).ask(DEPOSIT));
        }
        asked.clear();
        disk.fill(true);
        for (int round = 0; !writesWait(system); round++) {
            assertThat(round).isLessThan(10_000);
            ask(system, "" + round % 5);
            CompletableFuture<Balance> last = asked.get(asked.size() - 1).reply();
            await(() -> last.isDone() || writesWait(system));
        }
    }

    /** Old accounts, and ones that have to recover first; more than there are permits for. */
    private void loadForAMinute(TestSystem system, boolean throughPekko) {
        int before = asked.size();
        for (int second = 0; second < 60; second++) {
            String fresh = "fresh-" + second + throughPekko;
            if (second % 5 == 0) {
                ask(system, fresh);
                await(() -> !throughPekko || isRefused(fresh) || FaultyJournal.hasWritten("account|" + fresh));
            }
            for (int step = 0; step < 10; step++) {
                for (int i = 0; i < 5; i++) {
                    ask(system, "" + i);
                }
                time.advance(system.system(), STEP);
            }
        }
        awaitAnswers(system, asked.subList(before, asked.size()));
    }

    /** Each caller is told by his deadline, and never that it failed for certain when he had a permit. */
    private void awaitAnswers(TestSystem system, List<Asked> late) {
        await(() -> {
            time.advance(system.system(), STEP);
            return late.stream().allMatch(each -> each.reply().isDone());
        });
        assertThat(late)
                .extracting(each -> failure(each.reply()).getClass().getSimpleName())
                .contains("OutcomeUnknown")
                .containsOnly("OutcomeUnknown", "ComponentUnavailable");
    }

    private boolean isRefused(String account) {
        return asked.stream()
                .anyMatch(each -> each.account().equals(account) && each.reply().isCompletedExceptionally());
    }

    private static void await(BooleanSupplier condition) {
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .atMost(TestSystem.SOON)
                .until(condition::getAsBoolean);
    }

    private static boolean isCompleted(Asked each) {
        return each.reply().isDone() && !each.reply().isCompletedExceptionally();
    }

    private static Throwable failure(CompletableFuture<Balance> reply) {
        return reply.handle((balance, error) -> error == null
                        ? new AssertionError("completed: " + balance)
                        : error instanceof CompletionException wrapped && wrapped.getCause() != null
                                ? wrapped.getCause()
                                : error)
                .join();
    }

    /** What was answered, and what turns out to have been executed among what stayed unknown: no more and no less. */
    private void assertEachDepositCountsOnce(TestSystem system) {
        Map<String, Long> expected = new HashMap<>();
        for (int i = 0; i < 5; i++) {
            expected.put("" + i, 1L);
        }
        int unknown = 0;
        for (Asked each : asked) {
            boolean executed = isCompleted(each);
            if (!executed && failure(each.reply()) instanceof OutcomeUnknown lost) {
                unknown++;
                executed = turnsOutExecuted(system, each.account(), lost);
            }
            expected.merge(each.account(), executed ? 1L : 0L, Long::sum);
        }
        assertThat(unknown).isPositive();
        expected.forEach(
                (account, deposits) -> assertThat(get(system.account(account).ask(new Show())))
                        .as(account)
                        .isEqualTo(new Balance(deposits)));
    }

    private static boolean turnsOutExecuted(TestSystem system, String account, OutcomeUnknown lost) {
        try {
            get(system.account(account).outcomeOf(lost.id(), DEPOSIT));
            return true;
        } catch (CommandRejected withdrawn) {
            assertThat(withdrawn).hasMessageContaining("withdrawn");
            return false;
        }
    }

    /** One epoch each, and not a single fault. */
    private void assertNobodyNoticed(TestSystem system) {
        asked.stream()
                .map(Asked::account)
                .distinct()
                .forEach(account -> assertThat(read(system, "account|" + account))
                        .as("incarnations of %s", account)
                        .filteredOn(read -> read.entry().entry().content() instanceof EpochStarted)
                        .hasSizeLessThanOrEqualTo(1));
        assertThat(system.holdfast().status().parked()).isZero();
        assertThat(system.holdfast().status().faultsToRecord()).isZero();
        assertThat(read(system, Ledger.persistenceId("default"))).isEmpty();
    }
}
