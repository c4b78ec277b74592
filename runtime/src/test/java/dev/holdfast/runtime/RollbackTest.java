package dev.holdfast.runtime;

import static dev.holdfast.testing.TestSystem.get;
import static dev.holdfast.testing.Till.TILL;
import static dev.holdfast.testing.Till.fill;
import static dev.holdfast.testing.Till.keyed;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.host.Entropy;
import dev.holdfast.host.Host;
import dev.holdfast.host.ThreadSource;
import dev.holdfast.ledger.LedgerRecord.Detected;
import dev.holdfast.ledger.LedgerRecord.Ordered;
import dev.holdfast.ledger.LedgerRecord.Resolved;
import dev.holdfast.operator.Mandate;
import dev.holdfast.operator.OrderRefused;
import dev.holdfast.operator.OrderUnknown;
import dev.holdfast.operator.Rollback;
import dev.holdfast.operator.RollbackPlan;
import dev.holdfast.persistence.checkpoint.CheckpointStore;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.ComponentId;
import dev.holdfast.persistence.entry.Corrected;
import dev.holdfast.persistence.entry.Entry;
import dev.holdfast.persistence.entry.Entry.EpochStarted;
import dev.holdfast.persistence.entry.Range;
import dev.holdfast.persistence.entry.Voided;
import dev.holdfast.persistence.entry.Voided.Revoked;
import dev.holdfast.persistence.file.Disk;
import dev.holdfast.persistence.journal.EmbeddedLog;
import dev.holdfast.persistence.log.LogSurvey;
import dev.holdfast.persistence.log.SurveyVisitor;
import dev.holdfast.persistence.log.SurveyedRecord;
import dev.holdfast.persistence.log.Tag;
import dev.holdfast.testing.FaultyJournal;
import dev.holdfast.testing.FaultyJournal.Fault;
import dev.holdfast.testing.Journal;
import dev.holdfast.testing.TestSystem;
import dev.holdfast.testing.Till;
import dev.holdfast.testing.Till.Count;
import dev.holdfast.testing.Till.Share;
import dev.holdfast.testing.Till.Take;
import dev.holdfast.testing.Vault;
import dev.holdfast.testing.VirtualTime;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.Done;
import org.apache.pekko.actor.typed.javadsl.Adapter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RollbackTest {

    private static final ComponentId ONE = new ComponentId("till", "1");
    private static final Mandate ANN = new Mandate("ann", "booked twice");

    private static final String FAULTY =
            FaultyJournal.SETTING + "faulty-journal.circuit-breaker { max-failures = 1000, call-timeout = 500ms }\n";

    @TempDir
    Path directory;

    @AfterEach
    void heal() {
        FaultyJournal.heal("till|1");
    }

    @Test
    void a_plan_says_what_it_would_void_and_changes_nothing() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10), fill(100));
            long before = entries(system);

            RollbackPlan plan = plan(system, Rollback.backTo(1));

            assertThat(plan.component()).isEqualTo(ONE);
            assertThat(plan.head().revision()).isEqualTo(3);
            assertThat(plan.voids().ranges()).containsExactly(new Range(2, 3));
            assertThat(plan.voids().replies())
                    .extracting(Revoked::revisions)
                    .containsExactly(new Range(2, 2), new Range(3, 3));
            assertThat(plan.voids().isAllowed()).isTrue();
            assertThat(entries(system)).isEqualTo(before);
            assertThat(ask(system, new Count())).isEqualTo(111);
        }
    }

    @Test
    void a_plan_takes_whole_commands() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10, 20, 30), fill(100));

            assertThat(plan(system, Rollback.of(new Range(3, 3))).voids().ranges())
                    .containsExactly(new Range(2, 4));
            assertThat(plan(system, Rollback.backTo(3)).voids().ranges()).containsExactly(new Range(2, 5));
        }
    }

    @Test
    void one_command_is_planned_by_its_id() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10, 20), fill(100));
            Revoked second =
                    plan(system, Rollback.of(new Range(2, 2))).voids().replies().get(0);

            Rollback rollback = Rollback.ofCommand(second.sender(), second.number());

            assertThat(plan(system, rollback)).isEqualTo(plan(system, Rollback.of(new Range(2, 2))));
            assertRefused(system.holdfast().operator().plan(ONE, Rollback.ofCommand("nobody", 1)), "never executed");
        }
    }

    @Test
    void there_is_no_plan_for_what_is_not_there() {
        try (TestSystem system = start("")) {
            ask(system, fill(1));
            Operator operator = system.holdfast().operator();

            assertRefused(operator.plan(ONE, Rollback.backTo(1)), "nothing of");
            assertRefused(operator.plan(ONE, Rollback.of(new Range(2, 3))), "up to 1");
            assertRefused(operator.plan(new ComponentId("till", "none"), Rollback.backTo(0)), "no journal");
        }
    }

    @Test
    void an_applied_plan_voids_revokes_and_is_on_record_R3() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10), fill(100));
            RollbackPlan plan = plan(system, Rollback.of(new Range(2, 2)));

            apply(system, plan);

            assertThat(ask(system, new Count())).isEqualTo(101);
            assertThat(system.holdfast().status().tally().voided()).isEqualTo(1);
            Voided voided = Journal.contents(system, "till|1", Voided.class).get(0);
            assertThat(voided.ranges()).containsExactly(new Range(2, 2));
            assertThat(voided.replies()).isEqualTo(plan.voids().replies());
            assertThat(voided.by()).isEqualTo("ann");
            assertThat(voided.why()).isEqualTo("booked twice");
            awaitLedger(system);
            Ordered ordered = Journal.ledger(system, Ordered.class).get(0);
            assertThat(voided.fault()).contains(ordered.fault());
            assertThat(ordered.by()).isEqualTo("ann");
            assertThat(ordered.why()).isEqualTo("booked twice");
            assertThat(ordered.component()).isEqualTo("till|1");
            assertThat(ordered.order()).contains("revision 2").contains(plan.token());
            assertThat(Journal.ledger(system, Resolved.class))
                    .extracting(Resolved::fault, Resolved::outcome)
                    .contains(org.assertj.core.groups.Tuple.tuple(ordered.fault(), "done"));
        }
        try (TestSystem system = start("")) {
            assertThat(ask(system, new Count())).isEqualTo(101);
        }
    }

    @Test
    void a_stale_plan_is_refused_and_what_came_since_is_named() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10));
            RollbackPlan plan = plan(system, Rollback.of(new Range(2, 2)));
            ask(system, fill(100));

            assertRefused(order(system, plan), "stale", "there came command", "#3");
            assertThat(ask(system, new Count())).isEqualTo(111);
        }
    }

    @Test
    void a_plan_outlives_a_restart_of_its_component() {
        RollbackPlan plan;
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10));
            plan = plan(system, Rollback.backTo(1));
        }
        try (TestSystem system = start("")) {
            apply(system, plan);
            assertThat(ask(system, new Count())).isEqualTo(1);
        }
    }

    @Test
    void a_plan_is_applied_once() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10));
            RollbackPlan plan = plan(system, Rollback.backTo(1));
            apply(system, plan);

            assertRefused(order(system, plan), "voided already", "ann: booked twice");
            assertRefused(system.holdfast().operator().plan(ONE, Rollback.backTo(1)), "not voided already");
            assertThat(Journal.contents(system, "till|1", Voided.class)).hasSize(1);
        }
    }

    @Test
    void a_plan_is_applied_with_its_token_only() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10));
            RollbackPlan one = plan(system, Rollback.backTo(1));
            RollbackPlan all = plan(system, Rollback.backTo(0));
            RollbackPlan correcting = plan(system, Rollback.backTo(1).correcting());

            assertThat(one.token()).isNotEqualTo(all.token()).isNotEqualTo(correcting.token());
            assertRefused(system.holdfast().operator().apply(all, one.token(), ANN), "not that of this plan");
            assertThat(ask(system, new Count())).isEqualTo(11);
        }
        assertThatThrownBy(() -> new Mandate(" ", "why")).hasMessageContaining("needs a name");
        assertThatThrownBy(() -> new Mandate("ann", "")).hasMessageContaining("needs a reason");
    }

    @Test
    void a_plan_over_a_command_with_effects_is_refused_naming_them_R7() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), new Share("2", 10, ""));
            RollbackPlan plan = plan(system, Rollback.backTo(0));

            assertThat(plan.voids().isAllowed()).isFalse();
            assertRefused(order(system, plan), "caused effects", "fill to till|2#1");
            assertThat(ask(system, new Count())).isEqualTo(11);
            assertThat(Journal.contents(system, "till|1", Voided.class)).isEmpty();
        }
    }

    @Test
    void what_breaks_an_invariant_is_refused_or_corrected_in_the_same_group_R4() {
        try (TestSystem system = start("")) {
            ask(system, fill(10), new Take(5), fill(1));
            Rollback first = Rollback.of(new Range(1, 1));

            assertRefused(order(system, plan(system, first)), "never negative", "nothing was changed");
            assertThat(ask(system, new Count())).isEqualTo(6);
            assertThat(Journal.contents(system, "till|1", Voided.class)).isEmpty();

            apply(system, plan(system, first.correcting()));

            assertThat(ask(system, new Count())).isZero();
            List<Entry> entries = Journal.entries(system, "till|1");
            int at = indexOfVoided(entries);
            assertThat(entries.get(at - 1).content()).isInstanceOf(EpochStarted.class);
            assertThat(entries.get(at + 1).content()).isInstanceOf(Corrected.class);
            assertThat(entries.subList(at - 1, at + 2))
                    .extracting(Entry::epoch, Entry::time)
                    .containsOnly(org.assertj.core.groups.Tuple.tuple(
                            (long) at, entries.get(at).time()));
        }
    }

    @Test
    void a_correction_that_is_not_needed_is_not_written_R4() {
        try (TestSystem system = start("")) {
            ask(system, fill(10), fill(1));
            apply(system, plan(system, Rollback.backTo(1).correcting()));

            assertThat(ask(system, new Count())).isEqualTo(10);
            assertThat(Journal.contents(system, "till|1", Corrected.class)).isEmpty();
            awaitLedger(system);
            assertThat(Journal.ledger(system, Detected.class)).isEmpty();
        }
    }

    @Test
    void the_outcome_of_a_voided_command_is_rejected_voided_also_after_a_restart_R5() {
        CommandId id;
        try (TestSystem system = start("")) {
            ask(system, fill(1), fill(10));
            RollbackPlan plan = plan(system, Rollback.backTo(1));
            Revoked revoked = plan.voids().replies().get(0);
            id = new CommandId(revoked.sender(), "till|1", revoked.number());
            apply(system, plan);
            assertVoided(system, id);
        }
        try (TestSystem system = start("")) {
            assertVoided(system, id);
        }
    }

    private static void assertVoided(TestSystem system, CommandId id) {
        assertThatThrownBy(() -> get(till(system).outcomeOf(id, fill(10))))
                .isInstanceOfSatisfying(
                        CommandRejected.class,
                        rejected -> assertThat(rejected.code()).isEqualTo("voided"))
                .hasMessageContaining("taken back");
    }

    @Test
    void a_voided_event_never_reaches_user_code_again_K9() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), keyed("K9", 10), fill(100));
            apply(system, plan(system, Rollback.of(new Range(2, 2))));
        }
        Till.poison("K9");
        try (TestSystem system = start("")) {
            assertThat(ask(system, new Count())).isEqualTo(101);
            awaitLedger(system);
            assertThat(Journal.ledger(system, Detected.class)).isEmpty();
        }
    }

    /** Its index entry is made anew from what stands in it, and it does not say any more that it voids. */
    @Test
    void a_voided_event_does_not_reach_user_code_when_the_void_is_damaged_either_K9() throws IOException {
        try (TestSystem system = start("")) {
            ask(system, fill(1), keyed("damaged-void", 10), fill(100));
            apply(system, plan(system, Rollback.of(new Range(2, 2))));
            assertThat(ask(system, new Count())).isEqualTo(101);
        }
        takeTag(voidOf("till|1"));
        Till.poison("damaged-void");
        try (TestSystem system = start("holdfast.runtime.kernel.read-batch.max-entries = 1\n")) {
            assertThatThrownBy(() -> ask(system, new Count()))
                    .isInstanceOf(ComponentUnavailable.class)
                    .hasMessageContaining("storage-corrupt")
                    .hasMessageContaining("id till|1, sequence number 6");
        }
    }

    private SurveyedRecord voidOf(String id) {
        List<SurveyedRecord> found = new ArrayList<>();
        LogSurvey.run(directory, Disk.system(), new SurveyVisitor() {
            @Override
            public void record(SurveyedRecord record) {
                if (record.id().equals(id) && Tag.VOIDS.in(record.tags())) {
                    found.add(record);
                }
            }
        });
        return found.get(0);
    }

    /** Changes two bytes of a record, its tags and one of its checksum: what a single one was would be found out. */
    private void takeTag(SurveyedRecord record) throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(directory.resolve(record.file()).toFile(), "rw")) {
            file.seek(inSector(record.offset(), 7));
            int checksum = file.read();
            file.seek(inSector(record.offset(), 7));
            file.write(checksum ^ 0x55);
            file.seek(inSector(record.offset(), 9));
            file.write(0);
        }
    }

    /** Each sector of 512 bytes begins with a stamp of 8. */
    private static long inSector(long offset, int more) {
        return offset % 512 + more < 512 ? offset + more : offset + more + 8;
    }

    @Test
    void a_plan_that_takes_more_than_can_be_written_at_once_is_refused_with_its_size_and_the_limit() {
        String small = """
                holdfast.persistence { segment-size = 64 KiB, group.max-bytes = 16 KiB }
                holdfast.runtime.kernel.batch.max-bytes = 8 KiB
                """;
        try (TestSystem system = start(small)) {
            List<CompletionStage<Long>> asked = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                asked.add(till(system).ask(fill(1)));
            }
            asked.forEach(TestSystem::get);

            assertThatThrownBy(() -> apply(system, plan(system, Rollback.backTo(0))))
                    .isInstanceOf(OrderRefused.class)
                    .hasMessageMatching(".*till\\|1: append takes \\d{5,} bytes; at most 32768, half of a segment.*")
                    .hasMessageContaining("nothing was changed");
            assertThat(ask(system, new Count())).isEqualTo(1000);
            assertThat(Journal.contents(system, "till|1", Voided.class)).isEmpty();

            apply(system, plan(system, Rollback.backTo(900)));
            assertThat(ask(system, new Count())).isEqualTo(900);
        }
    }

    @Test
    void a_rest_that_an_operators_order_ended_does_not_end_the_next_one() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), keyed("rests", 10), fill(100));
        }
        Till.poison("rests");
        VirtualTime time = new VirtualTime();
        Host host = new Host(time, ThreadSource.system(), Entropy.system());
        String settings = VirtualTime.SETTING + "holdfast.segments.default.intensity.within = 60s\n";
        try (TestSystem system = TestSystem.on(directory, settings, host, Disk.system(), TILL)) {
            assertThatThrownBy(() -> ask(system, new Count())).hasMessageContaining("poison-event");
            time.advance(system.system(), Duration.ofSeconds(30));
            assertRefused(order(system, plan(system, Rollback.backTo(2))), "poison-event");
            await().atMost(TestSystem.SOON).until(() -> {
                time.advance(system.system(), Duration.ofMillis(20)); // the backoff
                return system.holdfast().status().parked() == 1;
            });
            String parked = refusal(system);

            time.advance(system.system(), Duration.ofSeconds(31));

            refusal(system); // if it wakes the component, it has done so when this is answered
            assertThat(refusal(system)).isEqualTo(parked);
        }
    }

    private static String refusal(TestSystem system) {
        ComponentUnavailable refused = catchThrowableOfType(ComponentUnavailable.class, () -> ask(system, new Count()));
        String text = String.valueOf(refused.getMessage());
        return text.substring(text.indexOf("by fault"), text.indexOf("poison-event"));
    }

    @Test
    void checkpoints_made_of_what_is_voided_are_not_used_K10() {
        String often = "holdfast.segments.default.checkpoint { every = 1, keep = 5 }\n";
        try (TestSystem system = start(often)) {
            ask(system, fill(1), fill(10), fill(100), fill(1000));
            awaitCheckpointAbove(system, 3);
        }
        try (TestSystem system = start(often)) {
            apply(system, plan(system, Rollback.of(new Range(2, 2))));
            assertThat(ask(system, new Count())).isEqualTo(1101);
            awaitLedger(system);
            assertThat(Journal.ledger(system, Detected.class))
                    .anySatisfy(detected ->
                            assertThat(detected.cause()).contains("cannot be used: what it was made of is voided"));
        }
        try (TestSystem system = start(often)) {
            assertThat(ask(system, new Count())).isEqualTo(1101);
        }
    }

    @Test
    void a_poisoned_component_is_cured_by_an_operators_plan_while_it_is_parked() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), keyed("parked", 10), fill(100));
        }
        Till.poison("parked");
        try (TestSystem system = start("")) {
            assertThatThrownBy(() -> ask(system, new Count())).hasMessageContaining("poison-event");
            apply(system, plan(system, Rollback.of(new Range(2, 2))));
            assertThat(ask(system, new Count())).isEqualTo(101);
        }
    }

    @Test
    void a_plan_that_leaves_a_poisoned_event_is_refused_and_the_component_parks_again() {
        try (TestSystem system = start("")) {
            ask(system, fill(1), keyed("left", 10), fill(100));
        }
        Till.poison("left");
        try (TestSystem system = start("")) {
            RollbackPlan plan = plan(system, Rollback.backTo(2));
            assertRefused(order(system, plan), "poison-event", "nothing was changed");
            assertThatThrownBy(() -> ask(system, new Count())).hasMessageContaining("poison-event");
            assertThat(Journal.contents(system, "till|1", Voided.class)).isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void a_plan_whose_write_fails_in_whatever_way_is_carried_out_once_K5(Fault fault) {
        try (TestSystem system = start(FAULTY)) {
            ask(system, fill(1), fill(10));
            RollbackPlan plan = plan(system, Rollback.backTo(1));
            FaultyJournal.plan("till|1", fault);

            apply(system, plan);

            assertThat(FaultyJournal.left("till|1")).isZero();
            assertThat(ask(system, new Count())).isEqualTo(1);
            assertThat(Journal.contents(system, "till|1", Voided.class)).hasSize(1);
        }
    }

    /** The write is stored and reported as failed; the incarnation that is to find out cannot read the journal. */
    @Test
    void of_a_plan_that_may_be_written_nobody_says_that_nothing_was_changed() {
        Vault vault = new Vault();
        Component<Vault.State, Vault.Event> component = vault.open().build();
        ComponentId id = new ComponentId("vault", "1");
        try (TestSystem system = TestSystem.on(directory, FAULTY, component)) {
            ComponentRef one = system.holdfast().component(component, "1");
            Vault.add(one, 1);
            Vault.add(one, 10);
            RollbackPlan plan = get(system.holdfast().operator().plan(id, Rollback.backTo(1)));
            FaultyJournal.plan("vault|1", Fault.FAIL_AFTER);
            vault.beforeApply(event -> {
                vault.beforeApply(again -> {});
                FaultyJournal.failRecovery("vault|1");
            });

            assertThatThrownBy(() -> apply(system, plan)).isInstanceOf(OrderUnknown.class);

            assertThat(Vault.show(one)).isEqualTo(1);
        }
    }

    @Test
    void a_plan_whose_write_was_stored_before_a_crash_is_done_after_it() {
        RollbackPlan plan;
        CompletionStage<Done> applied;
        try (TestSystem system = start(FAULTY + "faulty-journal.circuit-breaker.call-timeout = 1h\n")) {
            ask(system, fill(1), fill(10));
            plan = plan(system, Rollback.backTo(1));
            FaultyJournal.plan("till|1", Fault.LOST_REPLY);
            applied = order(system, plan);
            await().atMost(TestSystem.SOON)
                    .until(() ->
                            Journal.contents(system, "till|1", Voided.class).size() == 1);
        }
        assertThatThrownBy(() -> get(applied)).isInstanceOf(OrderUnknown.class);
        try (TestSystem system = start("")) {
            assertThat(ask(system, new Count())).isEqualTo(1);
            assertRefused(order(system, plan), "voided already");
        }
    }

    @Test
    void a_plan_whose_writes_all_fail_changes_nothing_and_can_be_applied_after_a_crash() {
        RollbackPlan plan;
        try (TestSystem system = start(FAULTY)) {
            ask(system, fill(1), fill(10));
            plan = plan(system, Rollback.backTo(1));
            for (int i = 0; i < 20; i++) {
                FaultyJournal.plan("till|1", Fault.FAIL_BEFORE);
            }
            assertThatThrownBy(() -> apply(system, plan)).isInstanceOf(OrderUnknown.class);
        }
        FaultyJournal.heal("till|1");
        try (TestSystem system = start("")) {
            assertThat(ask(system, new Count())).isEqualTo(11);
        }
        try (TestSystem system = start("")) {
            RollbackPlan again = plan(system, Rollback.backTo(1));
            apply(system, again);
            assertThat(ask(system, new Count())).isEqualTo(1);
        }
    }

    @Test
    void commands_asked_meanwhile_wait_or_make_the_plan_stale_and_none_is_lost_K7() {
        try (TestSystem system = start("")) {
            long expected = 1;
            ask(system, fill(1));
            for (int round = 0; round < 20; round++) {
                ask(system, fill(1000));
                RollbackPlan plan = plan(
                        system,
                        Rollback.of(new Range(
                                plan(system).head().revision(),
                                plan(system).head().revision())));
                List<CompletionStage<Long>> asked = new ArrayList<>();
                CompletionStage<Done> applied = order(system, plan);
                for (int i = 0; i < 10; i++) {
                    asked.add(till(system).ask(fill(1)));
                }
                asked.forEach(TestSystem::get);
                expected += 10;
                try {
                    get(applied);
                } catch (OrderRefused stale) {
                    assertThat(stale).hasMessageContaining("stale");
                    expected += 1000;
                }
                assertThat(ask(system, new Count())).isEqualTo(expected);
            }
            assertThat(system.holdfast().status().commandsInFlight()).isZero();
        }
    }

    /** A save that is due while another goes on is left to the next command. */
    private static void awaitCheckpointAbove(TestSystem system, long sequence) {
        CheckpointStore store =
                EmbeddedLog.get(Adapter.toClassic(system.system())).checkpoints();
        await().atMost(TestSystem.SOON).until(() -> {
            ask(system, fill(0));
            return get(store.find("till|1", name -> true))
                    .found()
                    .filter(newest -> newest.checkpoint().sequence() > sequence)
                    .isPresent();
        });
    }

    private static RollbackPlan plan(TestSystem system) {
        return plan(system, Rollback.backTo(0));
    }

    private TestSystem start(String settings) {
        return TestSystem.on(directory, settings, TILL);
    }

    private static ComponentRef till(TestSystem system) {
        return system.holdfast().component(TILL, "1");
    }

    @SafeVarargs
    private static long ask(TestSystem system, Command<Long>... commands) {
        long reply = 0;
        for (Command<Long> command : commands) {
            reply = get(till(system).ask(command));
        }
        return reply;
    }

    private static RollbackPlan plan(TestSystem system, Rollback rollback) {
        return get(system.holdfast().operator().plan(ONE, rollback));
    }

    private static CompletionStage<Done> order(TestSystem system, RollbackPlan plan) {
        return system.holdfast().operator().apply(plan, plan.token(), ANN);
    }

    private static void apply(TestSystem system, RollbackPlan plan) {
        get(order(system, plan));
    }

    private static void assertRefused(CompletionStage<?> stage, String... parts) {
        assertThatThrownBy(() -> get(stage)).isInstanceOf(OrderRefused.class).hasMessageContainingAll(parts);
    }

    private static long entries(TestSystem system) {
        return Journal.entries(system, "till|1").size();
    }

    private static int indexOfVoided(List<Entry> entries) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).content() instanceof Voided) {
                return i;
            }
        }
        throw new AssertionError("nothing is voided");
    }

    private static void awaitLedger(TestSystem system) {
        await().atMost(TestSystem.SOON).until(() -> system.holdfast().status().faultsToRecord() == 0);
    }
}
