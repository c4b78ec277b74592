package dev.holdfast.persistence.journal;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("S3: queues of the shared log")
class QueueNamesTest {

    @Test
    void a_fault_ledger_has_another_queue_than_components_and_other_actors() {
        assertThat(EmbeddedLog.queueOf("holdfast-ledger|default")).isEqualTo("ledger");
        assertThat(EmbeddedLog.queueOf("account|holdfast-ledger|1")).isEqualTo("default");
        assertThat(EmbeddedLog.queueOf("some-other-actor")).isEqualTo("default");
    }
}
