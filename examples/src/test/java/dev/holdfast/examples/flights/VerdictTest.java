package dev.holdfast.examples.flights;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.ledger.LedgerRecord.Detected;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerdictTest {

    private final FaultSummary faults = new FaultSummary();

    private Verdict verdict(Optional<FaultCounts> planned, int kills, long badRows) {
        return new Verdict(new Audit(0), faults, planned, new Board(), List.of(), 0, badRows, kills, 0, 1);
    }

    private static Optional<FaultCounts> planned(String text) {
        return Optional.of(FaultCounts.parse(text, 100));
    }

    private static String report(Verdict verdict) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text);
        new Report(verdict).print(out);
        out.flush();
        return text.toString();
    }

    private void struck(Fault fault, long row) {
        faults.take(new Detected(
                "fault-" + row,
                Instant.EPOCH,
                "default",
                "airport|ABE",
                1,
                "",
                "crash",
                new FaultAtRow(fault, row).toString(),
                "",
                "",
                "retry 1"));
    }

    @Test
    void a_planned_kind_of_fault_that_never_struck_makes_it_negative() {
        Verdict verdict = verdict(planned("crash=3,crash-in-apply=0"), 0, 0);

        assertThat(verdict.positive()).isFalse();
        assertThat(verdict.unproved()).containsExactly("the fault crash was planned 3 times and never struck");
        assertThat(report(verdict)).contains("0 of 3").contains("never struck").contains("FAILED");
    }

    @Test
    void fewer_than_planned_may_strike() {
        struck(Fault.CRASH, 7);
        Verdict verdict = verdict(planned("crash=3"), 0, 0);

        assertThat(verdict.positive()).isTrue();
        assertThat(report(verdict)).contains("1 of 3").contains("Held fast");
    }

    @Test
    void poison_that_was_not_quarantined_makes_it_negative() {
        struck(Fault.POISON_COMMAND, 7);

        assertThat(verdict(planned("poison-command=1"), 0, 0).unproved())
                .containsExactly("of 1 poisonous commands only 0 were quarantined");
    }

    @Test
    void of_a_resumed_run_no_plan_is_known() {
        struck(Fault.CRASH, 7);
        Verdict verdict = verdict(Optional.empty(), 0, 0);

        assertThat(verdict.positive()).isTrue();
        assertThat(report(verdict)).doesNotContain(" of ");
    }

    @Test
    void a_kill_is_called_recovered_only_when_the_run_held_fast() {
        assertThat(report(verdict(planned("kill=1"), 1, 0))).contains("1 of 1").contains("recovered ×1");
        assertThat(report(verdict(planned("kill=1,crash=1"), 1, 0))).doesNotContain("recovered");
    }

    @Test
    void rows_set_aside_are_part_of_the_report() {
        assertThat(report(verdict(Optional.empty(), 0, 3))).contains("3 bad rows set aside");
        assertThat(report(verdict(Optional.empty(), 0, 0))).doesNotContain("set aside");
    }

    @Test
    void the_boards_own_questions_are_not_among_the_commands_per_second() {
        Board shown = new Board();
        shown.put("ABE", Counters.NONE);
        Verdict verdict = new Verdict(new Audit(0), faults, Optional.empty(), shown, List.of(), 0, 0, 0, -11, 2);

        assertThat(verdict.commandsPerSecond()).isEqualTo(5);
    }
}
