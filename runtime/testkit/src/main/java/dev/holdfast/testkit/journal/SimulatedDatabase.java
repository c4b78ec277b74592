package dev.holdfast.testkit.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dev.holdfast.testkit.world.World;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A database that holds journals, outside of all nodes: it outlives them, and what a node has sent reaches it though that
 * node is killed. Writes may be slow, or their answers lost, as is drawn from the seed. For one simulation.
 *
 * <p>Give it to a node with {@link dev.holdfast.testkit.node.Node#on}.
 */
public final class SimulatedDatabase {

    /** What it does with a row whose key is there already. */
    public enum Keys {
        /** It refuses the write, as one with a primary key does. */
        UNIQUE,
        /** It replaces the row, as one without. */
        REPLACED
    }

    private static final double SLOW = 0.15;
    private static final double UNHEARD = 0.03;
    private static final int SLOWEST_MILLIS = 8_000;

    private final World world;
    private final Keys keys;
    private final Map<String, NavigableMap<Long, Row>> journals = new TreeMap<>();
    private long inserted;
    private boolean damaged;
    private boolean calm;

    /**
     * An event.
     *
     * @param sequence where it stands in its journal
     * @param order in which events came, over all journals
     * @param event what the plugin was given
     * @param tags its tags
     */
    record Row(long sequence, long order, Object event, Set<String> tags) {}

    /** An empty one. */
    public SimulatedDatabase(World world, Keys keys) {
        this.world = world;
        this.keys = keys;
    }

    /** Path of the read journal plugin of a node that keeps its journals here. */
    public static final String READ_JOURNAL = "holdfast-testkit.read-journal";

    /** The settings of a node that keeps its journals here. */
    public static Config settings() {
        return ConfigFactory.parseString("""
                holdfast-testkit {
                  journal {
                    class = "dev.holdfast.testkit.journal.SimulatedJournal"
                    plugin-dispatcher = "pekko.actor.default-dispatcher"
                  }
                  read-journal.class = "dev.holdfast.testkit.journal.SimulatedReadJournal"
                }
                holdfast.runtime { journal-plugin = "holdfast-testkit.journal", read-journal-plugin = "holdfast-testkit.read-journal" }
                """);
    }

    /** From now on it is quick, and all its answers arrive. */
    public void calm() {
        calm = true;
    }

    /** Whether rows were replaced by others, or lost. */
    public boolean isDamaged() {
        return damaged;
    }

    /** Loses a row of a journal, if it has one before its last; that the last was ever there, nobody could know. */
    public void lose(String journal, SplittableRandom from) {
        NavigableMap<Long, Row> rows = rows(journal);
        if (rows.size() > 1) {
            Long lost = List.copyOf(rows.keySet()).get(from.nextInt(rows.size() - 1));
            rows.remove(lost);
            damaged = true;
            world.note(World.NO_NODE, "database", "lost row " + lost + " of " + journal);
        }
    }

    /** Stores rows all together or not at all, sooner or later. */
    CompletionStage<Boolean> write(String journal, List<Row> rows) {
        CompletableFuture<Boolean> answer = new CompletableFuture<>();
        Duration delay = world.fault("the database is slow", calm ? 0 : SLOW)
                .map(from -> Duration.ofMillis(from.nextInt(1, SLOWEST_MILLIS)))
                .orElse(Duration.ZERO);
        world.after(
                delay,
                World.NO_NODE,
                () -> world.add(World.NO_NODE, "database", this, () -> {
                    if (!insert(journal, rows)) {
                        answer.completeExceptionally(new IllegalStateException(
                                "row " + rows.get(0).sequence() + " of " + journal + " is there already"));
                    } else if (world.fault("the answer of the database is lost", calm ? 0 : UNHEARD)
                            .isPresent()) {
                        answer.completeExceptionally(new IllegalStateException("no answer from the database"));
                    } else {
                        answer.complete(true);
                    }
                }));
        return answer;
    }

    private boolean insert(String journal, List<Row> rows) {
        NavigableMap<Long, Row> known = rows(journal);
        boolean taken = rows.stream().anyMatch(row -> known.containsKey(row.sequence()));
        if (taken && keys == Keys.UNIQUE) {
            return false;
        }
        damaged |= taken;
        for (Row row : rows) {
            known.put(row.sequence(), new Row(row.sequence(), ++inserted, row.event(), row.tags()));
        }
        return true;
    }

    /** The highest sequence number of a journal, 0 if it is empty. */
    long highest(String journal) {
        NavigableMap<Long, Row> rows = rows(journal);
        return rows.isEmpty() ? 0 : rows.lastKey();
    }

    /** The rows of a journal, ascending. */
    Collection<Row> rows(String journal, long from, long to) {
        return from > to
                ? List.of()
                : List.copyOf(rows(journal).subMap(from, true, to, true).values());
    }

    /** Those with a tag, by journal, in the order in which they came. */
    List<Map.Entry<String, Row>> tagged(String tag) {
        List<Map.Entry<String, Row>> found = new ArrayList<>();
        journals.forEach((journal, rows) -> rows.values().stream()
                .filter(row -> row.tags().contains(tag))
                .forEach(row -> found.add(Map.entry(journal, row))));
        found.sort((one, other) ->
                Long.compare(one.getValue().order(), other.getValue().order()));
        return found;
    }

    private NavigableMap<Long, Row> rows(String journal) {
        return journals.computeIfAbsent(journal, fresh -> new TreeMap<>());
    }
}
