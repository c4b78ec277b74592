package dev.holdfast.testkit.journal;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.testkit.Simulate;
import dev.holdfast.testkit.Simulation;
import dev.holdfast.testkit.journal.SimulatedDatabase.Keys;
import dev.holdfast.testkit.journal.SimulatedDatabase.Row;
import dev.holdfast.testkit.node.Node;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;

class SimulatedDatabaseTest {

    private static List<Row> row(long sequence, String event) {
        return List.of(new Row(sequence, 0, event, Set.of()));
    }

    private static SimulatedDatabase calm(Simulation simulation, Keys keys) {
        SimulatedDatabase database = new SimulatedDatabase(simulation.world(), keys);
        database.calm();
        return database;
    }

    private static boolean isStored(Simulation simulation, CompletionStage<Boolean> write) {
        return simulation.await(write.handleAsync((done, error) -> error == null, Runnable::run));
    }

    @Simulate(seeds = 10)
    void what_a_node_stored_is_there_for_the_next_one(Simulation simulation) {
        SimulatedDatabase database = calm(simulation, Keys.UNIQUE);
        Node one = new Node(simulation.world(), "one", ConfigFactory.empty(), List.of(Tally.TALLY)).on(database);
        assertThat(simulation.await(one.start().component(Tally.TALLY, "1").ask(new Tally.Count())))
                .isEqualTo(1);
        one.losePower();

        Node other = new Node(simulation.world(), "other", ConfigFactory.empty(), List.of(Tally.TALLY)).on(database);
        assertThat(simulation.await(other.start().component(Tally.TALLY, "1").ask(new Tally.Count())))
                .isEqualTo(2);
    }

    @Simulate(seeds = 1)
    void with_unique_keys_a_row_that_is_there_is_refused_with_all_that_comes_with_it(Simulation simulation) {
        SimulatedDatabase database = calm(simulation, Keys.UNIQUE);
        assertThat(isStored(simulation, database.write("j", row(2, "first")))).isTrue();

        List<Row> both = List.of(row(1, "second").get(0), row(2, "second").get(0));
        assertThat(isStored(simulation, database.write("j", both))).isFalse();

        assertThat(database.rows("j", 1, 9)).extracting(Row::event).containsExactly("first");
        assertThat(database.isDamaged()).isFalse();
    }

    @Simulate(seeds = 1)
    void without_keys_a_row_that_is_there_is_replaced(Simulation simulation) {
        SimulatedDatabase database = calm(simulation, Keys.REPLACED);
        assertThat(isStored(simulation, database.write("j", row(1, "first")))).isTrue();
        assertThat(database.isDamaged()).isFalse();

        assertThat(isStored(simulation, database.write("j", row(1, "second")))).isTrue();

        assertThat(database.rows("j", 1, 9)).extracting(Row::event).containsExactly("second");
        assertThat(database.isDamaged()).isTrue();
    }

    @Simulate(seeds = 10)
    void any_row_can_be_lost_but_the_last(Simulation simulation) {
        SimulatedDatabase database = calm(simulation, Keys.UNIQUE);
        database.lose("j", simulation.world().values());
        assertThat(isStored(simulation, database.write("j", row(1, "first")))).isTrue();
        database.lose("j", simulation.world().values());
        assertThat(database.isDamaged()).isFalse();
        assertThat(isStored(simulation, database.write("j", row(2, "second")))).isTrue();

        database.lose("j", simulation.world().values());

        assertThat(database.rows("j", 1, 9)).extracting(Row::event).containsExactly("second");
        assertThat(database.isDamaged()).isTrue();
    }
}
