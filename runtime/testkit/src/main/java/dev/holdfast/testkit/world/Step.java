package dev.holdfast.testkit.world;

import org.jspecify.annotations.Nullable;

/** Something that can happen next: a task, or a parked call that goes on. */
final class Step {

    private final int node;
    private final String what;
    private final Object owner;
    private final Runnable task;
    private final @Nullable Parked call;

    private Step(int node, String what, Object owner, Runnable task, @Nullable Parked call) {
        this.node = node;
        this.what = what;
        this.owner = owner;
        this.task = task;
        this.call = call;
    }

    static Step of(int node, String what, Object owner, Runnable task) {
        return new Step(node, what, owner, task, null);
    }

    static Step of(Parked call) {
        return new Step(call.node(), call.what(), call.owner(), () -> {}, call);
    }

    int node() {
        return node;
    }

    String what() {
        return what;
    }

    /** What it is a step of, such as an actor; by identity. */
    Object owner() {
        return owner;
    }

    /** Whether its owner has no other step. */
    boolean isOneOfAKind() {
        return owner == task;
    }

    void run() {
        task.run();
    }

    @Nullable
    Parked call() {
        return call;
    }
}
