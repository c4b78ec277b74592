package dev.holdfast.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.testing.TestSystem;
import java.nio.file.Path;
import org.apache.pekko.NotUsed;
import org.apache.pekko.persistence.query.EventEnvelope;
import org.apache.pekko.persistence.query.Offset;
import org.apache.pekko.persistence.query.ReadJournalProvider;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByPersistenceIdQuery;
import org.apache.pekko.persistence.query.javadsl.CurrentEventsByTagQuery;
import org.apache.pekko.stream.javadsl.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JournalsTest {

    private static final String FOREIGN = "holdfast.runtime.journal-plugin = pekko.persistence.journal.inmem\n";

    private static final String RICH =
            "rich.class = \"" + Rich.class.getName() + "\"\nholdfast.runtime.read-journal-plugin = rich\n";

    @TempDir
    Path directory;

    /** A read journal that reads nothing. */
    public static final class Poor implements ReadJournalProvider {

        @Override
        public org.apache.pekko.persistence.query.scaladsl.ReadJournal scaladslReadJournal() {
            return new org.apache.pekko.persistence.query.scaladsl.ReadJournal() {};
        }

        @Override
        public org.apache.pekko.persistence.query.javadsl.ReadJournal javadslReadJournal() {
            return new org.apache.pekko.persistence.query.javadsl.ReadJournal() {};
        }
    }

    /** A read journal of an empty journal. */
    public static final class Rich implements ReadJournalProvider {

        private static final class Empty
                implements org.apache.pekko.persistence.query.javadsl.ReadJournal,
                        CurrentEventsByPersistenceIdQuery,
                        CurrentEventsByTagQuery {
            @Override
            public Source<EventEnvelope, NotUsed> currentEventsByPersistenceId(String id, long from, long to) {
                return Source.empty();
            }

            @Override
            public Source<EventEnvelope, NotUsed> currentEventsByTag(String tag, Offset offset) {
                return Source.empty();
            }
        }

        @Override
        public org.apache.pekko.persistence.query.scaladsl.ReadJournal scaladslReadJournal() {
            return new org.apache.pekko.persistence.query.scaladsl.ReadJournal() {};
        }

        @Override
        public org.apache.pekko.persistence.query.javadsl.ReadJournal javadslReadJournal() {
            return new Empty();
        }
    }

    @Test
    void another_journal_than_the_embedded_log_needs_a_read_journal() {
        assertRefused(FOREIGN, "holdfast.runtime.read-journal-plugin is off", "pekko.persistence.journal.inmem");
    }

    @Test
    void a_read_journal_without_the_queries_needed_is_refused_with_the_query_it_lacks() {
        assertRefused(
                FOREIGN + "poor.class = \"" + Poor.class.getName() + "\"\n"
                        + "holdfast.runtime.read-journal-plugin = poor\n",
                "holdfast.runtime.read-journal-plugin",
                "CurrentEventsByPersistenceIdQuery");
    }

    @ParameterizedTest
    @CsvSource({"journal-plugin", "read-journal-plugin", "snapshot-plugin"})
    void a_plugin_that_is_not_there_is_refused_with_the_key_that_names_it(String key) {
        String settings = key.equals("journal-plugin") ? "" : FOREIGN;
        String readable = key.equals("snapshot-plugin") ? RICH : "";
        assertRefused(
                settings + readable + "holdfast.runtime." + key + " = nowhere\n",
                "holdfast.runtime." + key,
                "there is no nowhere.class");
    }

    @ParameterizedTest
    @CsvSource({"read-journal-plugin", "snapshot-plugin"})
    void what_would_have_no_effect_beside_the_embedded_log_is_refused(String key) {
        assertRefused("holdfast.runtime." + key + " = jdbc\n", "holdfast.runtime." + key, "would have no effect");
    }

    private void assertRefused(String settings, String... parts) {
        assertThatThrownBy(() -> TestSystem.on(directory, settings).close())
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(error -> assertThat(error.getMessage()).contains(parts));
    }
}
