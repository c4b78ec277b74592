package dev.holdfast.testkit.world;

import java.lang.reflect.Field;
import java.util.Optional;
import scala.Function0;
import scala.concurrent.BlockContext;
import scala.concurrent.CanAwait;
import scala.concurrent.Future;

/** Scala's {@code Await} on a thread of a world: the others go on until the future is there. */
final class Blocking implements BlockContext {

    private final World world;

    Blocking(World world) {
        this.world = world;
    }

    @Override
    public <T> T blockOn(Function0<T> thunk, CanAwait permission) {
        awaited(thunk).ifPresent(world::await);
        return thunk.apply();
    }

    /** Nothing but a field of the thunk says what is waited for. */
    private static Optional<Future<?>> awaited(Object thunk) {
        for (Field field : thunk.getClass().getDeclaredFields()) {
            try {
                field.setAccessible(true);
                if (field.get(thunk) instanceof Future<?> future) {
                    return Optional.of(future);
                }
            } catch (IllegalAccessException e) {
                throw new IllegalStateException("cannot see what " + thunk.getClass() + " waits for", e);
            }
        }
        return Optional.empty();
    }
}
