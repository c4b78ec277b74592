package dev.holdfast.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ComponentBuilderTest {

    record Purse(long cents) {}

    record Put(long cents) implements Command<Long> {}

    record Added(long cents) {}

    private static ComponentBuilder<Purse, Added> purse() {
        return Component.<Purse, Added>named("purse")
                .startsAs(id -> new Purse(0))
                .decides(
                        Put.class,
                        (purse, put, context) ->
                                Decision.of(new Added(put.cents())).reply(Purse::cents))
                .applies(Added.class, (purse, added) -> new Purse(purse.cents() + added.cents()));
    }

    @Test
    void two_invariants_of_one_text_could_not_be_told_apart() {
        ComponentBuilder<Purse, Added> purse = purse().holds("solvent", state -> true);
        assertThatThrownBy(() -> purse.holds("solvent", state -> state.cents() >= 0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'purse'", "'solvent'", "already");
    }

    @Test
    void an_invariant_without_a_text_is_refused() {
        assertThatThrownBy(() -> purse().holds(" ", state -> true))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("text");
    }

    @Test
    void a_class_of_faults_has_one_correction() {
        ComponentBuilder<Purse, Added> purse =
                purse().corrects(IllegalStateException.class, (state, fault) -> List.of());
        assertThatThrownBy(() -> purse.corrects(IllegalStateException.class, (state, fault) -> List.of(new Added(1))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'purse'", "java.lang.IllegalStateException", "already");
    }

    @Test
    void a_correction_of_invariants_needs_an_invariant() {
        ComponentBuilder<Purse, Added> purse = purse().corrects(InvariantViolated.class, (state, fault) -> List.of());
        assertThatThrownBy(purse::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'purse'", ".holds(");
    }

    record Take(long cents) implements Command<Long> {}

    @Test
    void an_alternate_decider_needs_a_primary() {
        ComponentBuilder<Purse, Added> purse =
                purse().alternately(Take.class, (state, take, context) -> Decision.reject("never"));
        assertThatThrownBy(purse::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'purse'", Take.class.getName(), ".decides(Take.class");
    }

    @Test
    void an_alternate_applier_needs_a_primary() {
        ComponentBuilder<Purse, Added> purse = Component.<Purse, Added>named("purse")
                .startsAs(id -> new Purse(0))
                .decides(Put.class, (state, put, context) -> Decision.reject("never"))
                .alternately(Added.class, (state, added) -> state);
        assertThatThrownBy(purse::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'purse'", Added.class.getName(), ".applies(Added.class");
    }

    @Test
    void an_alternate_may_be_declared_before_its_primary_and_comes_after_it() {
        Component<Purse, Added> purse = Component.<Purse, Added>named("purse")
                .startsAs(id -> new Purse(0))
                .alternately(Put.class, (state, put, context) -> Decision.reject("alternate"))
                .alternately(Put.class, (state, put, context) -> Decision.reject("second"))
                .decides(Put.class, (state, put, context) -> Decision.reject("primary"))
                .build();
        assertThat(purse.alternatesOf("put")).isEqualTo(2);
        assertThat(purse.alternatesOfEvents()).isZero();
        assertThat(purse.commands().iterator().next().deciders()).hasSize(3);
    }

    @Test
    void a_command_can_be_tried_with_the_alternates_of_its_events_too() {
        Component<Purse, Added> purse = purse().alternately(Added.class, (state, added) -> state)
                .alternately(Added.class, (state, added) -> state)
                .alternately(Put.class, (state, put, context) -> Decision.reject("alternate"))
                .build();
        assertThat(purse.alternatesOf("put")).isEqualTo(2);
        assertThat(purse.alternatesOfEvents()).isEqualTo(2);
    }

    @Test
    void upgrades_of_a_type_begin_with_version_1() {
        assertThatThrownBy(() -> purse().upgrades(Added.class, 2, json -> json))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'purse'", Added.class.getName(), "from version 2", "from version 1");
    }

    @Test
    void upgrades_of_a_type_leave_no_version_out_and_none_twice() {
        ComponentBuilder<Purse, Added> purse = purse().upgrades(Added.class, 1, json -> json);
        assertThatThrownBy(() -> purse.upgrades(Added.class, 3, json -> json)).hasMessageContaining("from version 2");
        assertThatThrownBy(() -> purse.upgrades(Added.class, 1, json -> json)).hasMessageContaining("from version 2");
    }

    @Test
    void only_what_is_stored_can_be_upgraded() {
        ComponentBuilder<Purse, Added> purse = purse().upgrades(Purse.class, 1, json -> json);
        assertThatThrownBy(purse::build)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("'purse'", Purse.class.getName(), ".keepsState(Purse.class)");
    }

    @Test
    void a_kept_state_can_be_upgraded() {
        Component<Purse, Added> purse = purse().keepsState(Purse.class)
                .upgrades(Purse.class, 1, json -> json)
                .build();
        assertThat(purse.upgradesOf(Purse.class)).hasSize(1);
        assertThat(purse.stateType()).contains(new StateType("purse", Purse.class));
    }

    @Test
    void a_state_is_kept_as_one_type() {
        ComponentBuilder<Purse, Added> purse = purse().keepsState(Purse.class);
        assertThatThrownBy(() -> purse.keepsState("wallet", Purse.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'purse'", "already");
    }

    @Test
    void a_state_is_kept_under_a_name_that_can_be_one() {
        assertThatThrownBy(() -> purse().keepsState("My Purse", Purse.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("'My Purse'", "lower-case");
    }

    @Test
    void a_type_whose_parameters_nothing_stored_says_cannot_be_kept() {
        assertThatThrownBy(() -> StateType.of("purse", Map.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("java.util.Map", "type parameters", "record");
    }
}
