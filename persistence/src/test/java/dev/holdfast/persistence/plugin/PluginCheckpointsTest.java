package dev.holdfast.persistence.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.typesafe.config.ConfigFactory;
import dev.holdfast.persistence.checkpoint.Checkpoint;
import dev.holdfast.persistence.checkpoint.CheckpointName;
import dev.holdfast.persistence.checkpoint.ComponentState;
import dev.holdfast.persistence.entry.Encoded;
import dev.holdfast.persistence.entry.HistoryHash;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.ActorSystem;
import org.junit.jupiter.api.Test;

class PluginCheckpointsTest {

    private static final String SETTINGS = """
            pekko.loglevel = OFF
            pekko.stdout-loglevel = OFF
            late-snapshots = ${pekko.persistence.snapshot-store-plugin-fallback} {
              class = "dev.holdfast.persistence.plugin.LateSnapshots"
            }
            """;

    /** What may be of corrupted memory must not stand behind the deletion of it. */
    @Test
    void what_was_being_saved_when_all_were_deleted_is_deleted_too_R1() {
        ActorSystem system = ActorSystem.create(
                "late",
                ConfigFactory.parseString(SETTINGS)
                        .withFallback(ConfigFactory.load())
                        .resolve());
        try {
            PluginCheckpoints checkpoints = new PluginCheckpoints(system, "late-snapshots", Duration.ofSeconds(20));
            CompletionStage<CheckpointName> saved = checkpoints.save(checkpoint(7));
            await().until(() -> LateSnapshots.waiting() == 1);
            var deleted = checkpoints.deleteBelow("account|1", Long.MAX_VALUE);
            assertThat(get(checkpoints.findBelow("account|1", Optional.empty())).found())
                    .as("asked behind the deletion")
                    .isEmpty();

            LateSnapshots.goOn();

            assertThat(get(saved).sequence()).isEqualTo(7);
            deleted.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
            assertThat(get(checkpoints.findBelow("account|1", Optional.empty())).found())
                    .isEmpty();
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }

    private static Checkpoint checkpoint(long sequence) {
        Encoded state = new Encoded("state", 1, new byte[] {1});
        ComponentState content = ComponentState.of(sequence, new HistoryHash(1, 2), state, state);
        return new Checkpoint("account|1", sequence, 1000, content);
    }

    private static <T> T get(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
