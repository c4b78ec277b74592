package dev.holdfast.kernel;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * How a kernel waits for what it reads: one thing at a time, in its own thread, and not for ever. Once it has failed,
 * nothing that it waited for is heard any more.
 */
interface Reading {

    /**
     * Waits for an answer; after {@code holdfast.runtime.kernel.read-timeout} it has gone wrong.
     *
     * @param what what is read, for people
     * @param then gets the answer, in the kernel's thread
     * @param otherwise gets what went wrong, without the wrapper that stages put around it
     */
    <T> void await(String what, CompletionStage<T> answer, Consumer<T> then, Consumer<Throwable> otherwise);
}
