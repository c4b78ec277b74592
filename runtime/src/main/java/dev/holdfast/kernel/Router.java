package dev.holdfast.kernel;

import dev.holdfast.kernel.FrontMessage.Present;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.pekko.actor.typed.ActorRef;
import org.jspecify.annotations.Nullable;

/**
 * Takes presentations to the fronts of a segment. The segment creates a front at the first message for it and keeps the
 * table; senders only look fronts up, which saves a hop. Safe for use by any thread.
 */
public final class Router {

    private final Map<String, ActorRef<FrontMessage>> fronts = new ConcurrentHashMap<>();
    private volatile @Nullable ActorRef<SegmentActor.Message> segment;

    /** Takes a presentation to the front of its target, in no certain order. */
    public void present(Presentation presentation) {
        present(presentation, true);
    }

    /**
     * Takes a presentation to the front of its target: directly when the front is known, else by way of the segment. A
     * sender whose presentations must arrive in order goes directly only when none that went round is unanswered.
     *
     * @param directly whether the direct way may be taken
     * @return whether it was taken
     */
    public boolean present(Presentation presentation, boolean directly) {
        String target = presentation.id().target();
        ActorRef<FrontMessage> front = directly ? fronts.get(target) : null;
        if (front != null) {
            front.tell(new Present(presentation));
            return true;
        }
        segment().tell(new SegmentActor.Deliver(target, new Present(presentation)));
        return false;
    }

    /** True when the direct way to a target is open. */
    public boolean knows(String target) {
        return fronts.containsKey(target);
    }

    /** Makes a component recover, if it has not. */
    public void wake(String target) {
        if (!fronts.containsKey(target)) {
            segment().tell(new SegmentActor.Wake(target));
        }
    }

    /** Where fronts are created. */
    public void attach(ActorRef<SegmentActor.Message> to) {
        segment = to;
    }

    void opened(String target, ActorRef<FrontMessage> front) {
        fronts.put(target, front);
    }

    void closed(String target) {
        fronts.remove(target);
    }

    private ActorRef<SegmentActor.Message> segment() {
        ActorRef<SegmentActor.Message> to = segment;
        if (to == null) {
            throw new IllegalStateException("the segment has not started");
        }
        return to;
    }
}
