package dev.holdfast.persistence.entry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** These values stand in journals: were one to change, replies would be refused and contexts would differ at replay. */
@DisplayName("Hashes that are part of format v1")
class StableHashesTest {

    private static final Encoded DEPOSIT = new Encoded("deposit", 1, "{\"cents\":100}".getBytes(UTF_8));
    private static final CommandId ID = new CommandId("client-1", "account|42", 7);

    @Test
    void the_digest_of_a_command_never_changes_K6() {
        assertThat(DEPOSIT.digest()).isEqualTo(9193465340225689218L);
    }

    @Test
    void the_digest_covers_name_version_and_bytes_K6() {
        assertThat(new Encoded("deposi", 1, DEPOSIT.bytes()).digest()).isNotEqualTo(DEPOSIT.digest());
        assertThat(new Encoded("deposit", 2, DEPOSIT.bytes()).digest()).isNotEqualTo(DEPOSIT.digest());
        assertThat(new Encoded("deposit", 1, new byte[0]).digest()).isNotEqualTo(DEPOSIT.digest());
    }

    @Test
    void the_seed_of_a_command_never_changes() {
        assertThat(ID.seed()).isEqualTo(-2561565716801222297L);
    }

    @Test
    void the_seed_covers_sender_target_and_number() {
        assertThat(new CommandId("client-2", "account|42", 7).seed()).isNotEqualTo(ID.seed());
        assertThat(new CommandId("client-1", "account|43", 7).seed()).isNotEqualTo(ID.seed());
        assertThat(new CommandId("client-1", "account|42", 8).seed()).isNotEqualTo(ID.seed());
        assertThat(new CommandId("client-1a", "ccount|42", 7).seed()).isNotEqualTo(ID.seed());
    }
}
