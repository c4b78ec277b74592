package dev.holdfast.kernel;

import dev.holdfast.config.RuntimeSettings;
import dev.holdfast.kernel.KernelMessage.Run;
import dev.holdfast.kernel.Presentation.Execute;
import dev.holdfast.persistence.entry.CommandId;
import dev.holdfast.persistence.entry.Seen;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Whether a presented command is to be executed, answered again, or refused (K6). Judges by committed state,
 * but for the count of open effects, which may only delay. */
final class Admission {

    private Admission() {}

    /**
     * The answer to a presentation, or nothing when it is to be carried out.
     *
     * @param run the presentation
     * @param seen what is known of its id
     * @param forgottenUntil the latest deadline of any id whose outcome was dropped
     * @param now the time
     * @param openEffects how many effects the component has open
     */
    static Optional<Response> check(
            Run run, Seen seen, Instant forgottenUntil, Instant now, int openEffects, RuntimeSettings settings) {
        Presentation presentation = run.presentation();
        CommandId id = presentation.id();
        if (seen instanceof Seen.Answered answered) {
            return Optional.of(again(presentation, answered));
        }
        if (seen instanceof Seen.Forgotten) {
            return refuse(id + " was answered before and its sender said so; its outcome is not kept any more");
        }
        if (id.number() - presentation.floor() >= settings.dedup().window()) {
            return refuse(id + " lies outside the window of " + settings.dedup().window()
                    + " above its sender's lowest unanswered number " + presentation.floor());
        }
        boolean perhapsForgotten = seen instanceof Seen.Perhaps;
        if (!(presentation.request() instanceof Execute)) {
            return perhapsForgotten
                    ? Optional.of(new Response.Unknown(
                            "outcomes are kept for holdfast.runtime.dedup.keep after their deadlines; " + id
                                    + " may have had one before"))
                    : Optional.empty();
        }
        boolean wasPast = perhapsForgotten && !presentation.deadline().isAfter(forgottenUntil);
        if (wasPast || presentation.deadline().isBefore(now)) {
            return refuse(id + " is past its deadline " + presentation.deadline());
        }
        if (!id.isEffect() && openEffects >= settings.effects().maxOpen()) {
            return Optional.of(new Response.Unavailable(
                    id.target() + " has " + openEffects
                            + " effects open (holdfast.runtime.effects.max-open) and takes none from outside",
                    settings.effects().resend().min()));
        }
        return Optional.empty();
    }

    private static Response again(Presentation presentation, Seen.Answered answered) {
        if (presentation.request() instanceof Execute execute
                && execute.command().digest() != answered.digest()
                && answered.digest() != 0) {
            return new Response.Unavailable(
                    presentation.id() + " was used before for another command; an id names one command for ever",
                    Duration.ZERO);
        }
        return new Response.Final(answered.answer());
    }

    private static Optional<Response> refuse(String reason) {
        return Optional.of(new Response.Unavailable(reason, Duration.ZERO));
    }
}
