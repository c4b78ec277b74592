package dev.holdfast.examples.account;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AccountLessonTest {

    @Test
    void an_account_is_still_there_in_the_next_run(@TempDir Path directory) {
        assertThat(AccountLesson.run(directory)).containsExactly("balance 100", "rejected: insufficient-funds");
        assertThat(AccountLesson.run(directory)).containsExactly("balance 200", "rejected: insufficient-funds");
    }
}
