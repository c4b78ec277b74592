package dev.holdfast.testing;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** One PostgreSQL for all tests of this JVM, with the tables of pekko-persistence-jdbc; ends with the JVM. */
public final class Postgres {

    private static final String SCHEMA = "schema/postgres/postgres-create-schema.sql";

    private static final class Server {
        private static final EmbeddedPostgres RUNNING = start();

        private static EmbeddedPostgres start() {
            try {
                EmbeddedPostgres server = EmbeddedPostgres.start();
                createTables(server);
                return server;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (SQLException e) {
                throw new AssertionError(e);
            }
        }

        /** One statement after another: the driver takes no script with CREATE INDEX CONCURRENTLY in it. */
        private static void createTables(EmbeddedPostgres server) throws IOException, SQLException {
            try (InputStream script = Postgres.class.getClassLoader().getResourceAsStream(SCHEMA);
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
    }

    private Postgres() {}

    /** What makes a {@link TestSystem} use it, journal, read journal and snapshots. */
    public static String settings() {
        return """
                holdfast.runtime {
                  journal-plugin = jdbc-journal
                  read-journal-plugin = jdbc-read-journal
                  snapshot-plugin = jdbc-snapshot-store
                }
                pekko-persistence-jdbc.shared-databases.slick {
                  profile = "slick.jdbc.PostgresProfile$"
                  db {
                    url = "%s"
                    driver = "org.postgresql.Driver"
                    user = postgres
                    password = postgres
                    numThreads = 4, maxConnections = 4, minConnections = 1
                  }
                }
                jdbc-journal.use-shared-db = slick
                jdbc-snapshot-store.use-shared-db = slick
                jdbc-read-journal {
                  use-shared-db = slick
                  refresh-interval = 50ms
                  journal-sequence-retrieval.query-delay = 50ms
                }
                faulty-jdbc-journal = ${jdbc-journal} { class = "dev.holdfast.testing.FaultyJdbcJournal" }
                """.formatted(Server.RUNNING.getJdbcUrl("postgres", "postgres"));
    }

    /** Empties all tables. */
    public static void clear() {
        execute("TRUNCATE event_journal, event_tag, snapshot RESTART IDENTITY");
    }

    /** Executes a statement; the number of rows it changed. */
    public static int execute(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** The number that a query gives. */
    public static long number(String sql) {
        try (Connection connection = Server.RUNNING.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
