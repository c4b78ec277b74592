package dev.holdfast.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import dev.holdfast.config.FaultRule;
import dev.holdfast.config.FaultSettings;
import dev.holdfast.config.InjectedFault;
import dev.holdfast.faults.FaultInjector;
import dev.holdfast.host.Chance;
import dev.holdfast.host.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LinkTest {

    private final List<Presentation> arrived = new ArrayList<>();
    private final List<Runnable> late = new ArrayList<>();
    private final Clock clock = new Clock() {
        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void schedule(Duration delay, Runnable task) {
            assertThat(delay).isEqualTo(Duration.ofSeconds(2));
            late.add(task);
        }
    };
    private final Way way = new Way() {
        @Override
        public void send(Presentation presentation) {
            arrived.add(presentation);
        }

        @Override
        public int stations() {
            return 1;
        }
    };
    private final Presentation presentation = new Presentation(
            Plant.id("c", 1), 1, Instant.MAX, new Presentation.Resolve(), Permits.Permit.NONE, answers -> {});

    private Link link(FaultRule... rules) {
        return new Link(FaultInjector.of(FaultSettings.of(rules), Chance.system()), clock);
    }

    @Test
    void without_faults_of_messages_one_copy_arrives() {
        assertThat(link(FaultRule.of(InjectedFault.CRASH, 1)).send(way, presentation))
                .isEqualTo(1);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void of_a_message_that_is_lost_none_arrives() {
        assertThat(link(FaultRule.of(InjectedFault.MESSAGE_LOST, 1)).send(way, presentation))
                .isZero();
        assertThat(arrived).isEmpty();
    }

    @Test
    void of_a_message_that_comes_twice_two_arrive() {
        assertThat(link(FaultRule.of(InjectedFault.MESSAGE_TWICE, 1)).send(way, presentation))
                .isEqualTo(2);
        assertThat(arrived).hasSize(2);
    }

    @Test
    void a_message_that_comes_late_has_set_out_but_arrives_when_its_time_is_over() {
        FaultRule rule = FaultRule.of(InjectedFault.MESSAGE_LATE, 1).lasting(Duration.ofSeconds(2));
        assertThat(link(rule).send(way, presentation)).isEqualTo(1);
        assertThat(arrived).isEmpty();
        late.forEach(Runnable::run);
        assertThat(arrived).hasSize(1);
    }

    @Test
    void faults_at_a_component_strike_messages_to_it_and_no_answers_to_callers() {
        Link link = link(FaultRule.of(InjectedFault.MESSAGE_LOST, 1).at("account"));
        List<Answers> answers = new ArrayList<>();
        link.to(FaultRule.CALLER, answers::add).tell(new Answers(List.of()));
        assertThat(answers).hasSize(1);
        assertThat(link.send(way, presentation)).isZero();
    }

    @Test
    void faults_at_callers_strike_answers_to_them_and_no_messages_to_components() {
        Link link = link(FaultRule.of(InjectedFault.MESSAGE_LOST, 1).at(FaultRule.CALLER));
        List<Answers> answers = new ArrayList<>();
        link.to(FaultRule.CALLER, answers::add).tell(new Answers(List.of()));
        assertThat(answers).isEmpty();
        assertThat(link.send(way, presentation)).isEqualTo(1);
    }
}
