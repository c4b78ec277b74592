package dev.holdfast.kernel;

import dev.holdfast.kernel.KernelMessage.WriteFailed;
import dev.holdfast.kernel.KernelMessage.WriteRefused;
import dev.holdfast.kernel.KernelMessage.Written;
import dev.holdfast.persistence.entry.StoredEntry;
import dev.holdfast.persistence.journal.EntryWriter;
import dev.holdfast.persistence.log.AppendResult;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.ActorRef;
import org.jspecify.annotations.Nullable;

/** Writes straight into the embedded log, under a name of its own, and tells the kernel what came of it. */
final class StraightPen implements Pen {

    private final EntryWriter writer;
    private final String persistenceId;
    private final String name;
    private final ActorRef kernel;

    StraightPen(EntryWriter writer, String persistenceId, String name, ActorRef kernel) {
        this.writer = writer;
        this.persistenceId = persistenceId;
        this.name = name;
        this.kernel = kernel;
    }

    @Override
    public void write(long first, List<StoredEntry> entries, Runnable then) {
        CompletionStage<AppendResult> storing;
        try {
            storing = writer.write(persistenceId, name, first, entries);
        } catch (RuntimeException | LinkageError | AssertionError e) {
            storing = CompletableFuture.failedStage(e);
        }
        storing.whenComplete((result, failure) -> kernel.tell(message(result, failure, then), ActorRef.noSender()));
    }

    private static KernelMessage message(@Nullable AppendResult result, @Nullable Throwable failure, Runnable then) {
        if (failure != null) {
            Throwable cause = failure.getCause();
            return new WriteFailed(failure instanceof CompletionException && cause != null ? cause : failure);
        }
        return result instanceof AppendResult.Refused refused ? new WriteRefused(refused.reason()) : new Written(then);
    }
}
