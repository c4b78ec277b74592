package dev.holdfast.testkit.world;

import org.jspecify.annotations.Nullable;

/** Something that can happen next: a task, or a parked call that goes on. */
final class Step {

    private final int node;
    private final String what;
    private final Runnable task;
    private final @Nullable Parked call;
    private long priority;

    private Step(int node, String what, Runnable task, @Nullable Parked call) {
        this.node = node;
        this.what = what;
        this.task = task;
        this.call = call;
    }

    static Step of(int node, String what, Runnable task) {
        return new Step(node, what, task, null);
    }

    static Step of(Parked call) {
        return new Step(call.node(), call.what(), () -> {}, call);
    }

    int node() {
        return node;
    }

    String what() {
        return what;
    }

    @Override
    public String toString() {
        return (call == null ? "" : "going on with ") + (what.isEmpty() ? "an actor" : what) + " of node " + node;
    }

    void run() {
        task.run();
    }

    @Nullable
    Parked call() {
        return call;
    }

    long priority() {
        return priority;
    }

    void priority(long to) {
        priority = to;
    }
}
