package dev.holdfast.benchmarks.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.benchmarks.Scratch;
import java.io.IOException;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A site for each journal that is compared, with nothing stored yet. */
final class Sites implements AutoCloseable {

    private final Scratch scratch = Scratch.create("journal");
    private final Map<Side, Site> sites = new EnumMap<>(Side.class);
    private Optional<Database> database = Optional.empty();

    Sites(List<Side> sides) throws IOException, SQLException {
        for (Side side : sides) {
            sites.put(side, new Site(side.key(), config(side)));
        }
    }

    Site of(Side side) {
        return Optional.ofNullable(sites.get(side)).orElseThrow();
    }

    private Config config(Side side) throws IOException, SQLException {
        return switch (side) {
            case HOLDFAST -> embedded(side);
            case HOLDFAST_SHARED -> shared().withFallback(embedded(side));
            case IN_MEMORY -> inMemory(false);
            case IN_MEMORY_SERIALIZED -> inMemory(true);
            case POSTGRESQL -> postgresql();
        };
    }

    private static Config shared() {
        return ConfigFactory.parseString(
                "holdfast.persistence.journal.plugin-dispatcher = pekko.actor.default-dispatcher");
    }

    private Config embedded(Side side) throws IOException {
        String directory = scratch.directory(side.key()).toString();
        return ConfigFactory.parseString("pekko.persistence.journal.plugin = holdfast.persistence.journal")
                .withValue("holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(directory)));
    }

    private static Config inMemory(boolean serializes) {
        return ConfigFactory.parseString("""
                pekko.persistence.journal.plugin = pekko.persistence.journal.inmem
                pekko.persistence.journal.inmem.test-serialization = %s
                """.formatted(serializes));
    }

    private Config postgresql() throws IOException, SQLException {
        Database created = new Database(scratch.directory("postgresql"));
        database = Optional.of(created);
        return created.config();
    }

    @Override
    public void close() throws IOException {
        sites.values().forEach(Site::close);
        if (database.isPresent()) {
            database.get().close();
        }
        scratch.close();
    }
}
