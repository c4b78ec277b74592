package dev.holdfast.benchmarks.journal;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

/** A PostgreSQL of the benchmark's own, which forces what it commits to the disk. */
public final class Database implements AutoCloseable {

    private static final String SCHEMA = "schema/postgres/postgres-create-schema.sql";
    private static final int CONNECTIONS = 20;

    private final EmbeddedPostgres server;

    /** Starts it in a directory. */
    public Database(Path directory) throws IOException, SQLException {
        server = EmbeddedPostgres.builder()
                .setDataDirectory(directory)
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .start();
        createTables();
    }

    /** What makes pekko-persistence-jdbc write here. */
    public Config config() {
        String slick = """
                slick {
                  profile = "slick.jdbc.PostgresProfile$"
                  db {
                    url = "%s"
                    driver = "org.postgresql.Driver"
                    user = postgres
                    password = postgres
                    numThreads = %d, maxConnections = %d, minConnections = 4
                  }
                }
                """.formatted(server.getJdbcUrl("postgres", "postgres"), CONNECTIONS, CONNECTIONS);
        return ConfigFactory.parseString("""
                pekko.persistence.journal.plugin = jdbc-journal
                jdbc-journal { use-shared-db = null, %s }
                jdbc-snapshot-store { %s }
                jdbc-read-journal { %s }
                """.formatted(slick, slick, slick));
    }

    /** One statement after another: the driver takes no script with CREATE INDEX CONCURRENTLY in it. */
    private void createTables() throws IOException, SQLException {
        try (InputStream script = Database.class.getClassLoader().getResourceAsStream(SCHEMA);
                Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            if (script == null) {
                throw new IOException(SCHEMA + " is not in pekko-persistence-jdbc any more");
            }
            for (String each : new String(script.readAllBytes(), StandardCharsets.UTF_8).split(";", -1)) {
                if (!each.isBlank()) {
                    statement.execute(each);
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
