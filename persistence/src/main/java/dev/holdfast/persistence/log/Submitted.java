package dev.holdfast.persistence.log;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What was submitted: in queues until it is taken for a group, and known here until it is finished. Safe for any thread. */
final class Submitted {

    private final LogOptions options;
    private final FairQueues queues;
    private final Map<String, Integer> appends = new ConcurrentHashMap<>();
    private final Set<Request<?>> deletions = new LinkedHashSet<>();

    Submitted(LogOptions options) {
        this.options = options;
        this.queues = new FairQueues(options.maxGroupRecords(), options.maxGroupBytes());
    }

    /** Where what is not taken yet waits. */
    FairQueues queues() {
        return queues;
    }

    /** Adds a request, to be {@linkplain #finish finished} in any case; false if nothing is taken any more. */
    boolean add(Request<?> request) {
        if (request.appends()) {
            appends.merge(request.id(), 1, Integer::sum);
        }
        if (request.makesRoom()) {
            synchronized (deletions) {
                deletions.add(request);
            }
        }
        return queues.add(options.queueOf().apply(request.id()), request);
    }

    /** Forgets the request, and then lets it know the outcome: whoever learns that it is finished finds it so here. */
    void finish(Request<?> request, Consumer<Request<?>> outcome) {
        if (request.appends()) {
            appends.computeIfPresent(request.id(), (id, count) -> count == 1 ? null : count - 1);
        }
        if (request.makesRoom()) {
            synchronized (deletions) {
                deletions.remove(request);
            }
        }
        outcome.accept(request);
    }

    /** Whether something is appended to the id and not finished. */
    boolean appendsTo(String id) {
        return appends.containsKey(id);
    }

    /** Those unfinished that make room, in the order they came. */
    List<Request<?>> deletions() {
        synchronized (deletions) {
            return List.copyOf(deletions);
        }
    }
}
