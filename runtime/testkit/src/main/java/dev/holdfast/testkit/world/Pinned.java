package dev.holdfast.testkit.world;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Field;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Pins what {@link ThreadLocalRandom} draws from: Pekko takes the uids of actors and the jitter of backoffs there. Each
 * draw depends on a seed in the thread and, from JDK 17 on, on the thread's id; so both are set, of every thread that a
 * world runs on. There is no other way in but {@code sun.misc.Unsafe}, found by reflection since javac warns of its name.
 */
final class Pinned {

    private static final Object UNSAFE;
    private static final MethodHandle GET;
    private static final MethodHandle PUT;
    private static final long SEED;
    private static final long ID;

    static {
        try {
            Class<?> type = Class.forName("sun.misc.Unsafe");
            Field instance = type.getDeclaredField("theUnsafe");
            instance.setAccessible(true);
            UNSAFE = instance.get(null);
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            GET = lookup.findVirtual(type, "getLong", MethodType.methodType(long.class, Object.class, long.class))
                    .bindTo(UNSAFE);
            PUT = lookup.findVirtual(
                            type, "putLong", MethodType.methodType(void.class, Object.class, long.class, long.class))
                    .bindTo(UNSAFE);
            MethodHandle offset = lookup.findVirtual(
                            type, "objectFieldOffset", MethodType.methodType(long.class, Field.class))
                    .bindTo(UNSAFE);
            SEED = (long) offset.invokeExact(Thread.class.getDeclaredField("threadLocalRandomSeed"));
            ID = (long) offset.invokeExact(Thread.class.getDeclaredField("tid"));
        } catch (Throwable e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private Pinned() {}

    /** The seed of the thread that calls. */
    static long seed() {
        return get(Thread.currentThread(), SEED);
    }

    static void seed(long seed) {
        ThreadLocalRandom.current(); // sets the thread's seed up, so that nothing does later
        put(Thread.currentThread(), SEED, seed);
    }

    static long id(Thread thread) {
        return get(thread, ID);
    }

    static void id(Thread thread, long id) {
        put(thread, ID, id);
    }

    /** Replaces an object that a static final field holds by another of its type; the JVM would not notice any other. */
    static void replace(Field field, Object with) {
        if (!field.getType().isInstance(with)) {
            throw new IllegalStateException(
                    field + " of this JDK cannot hold a " + with.getClass().getName());
        }
        try {
            Class<?> type = UNSAFE.getClass();
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            MethodType place = MethodType.methodType(Object.class, Field.class);
            Object base = lookup.findVirtual(type, "staticFieldBase", place).invoke(UNSAFE, field);
            long offset =
                    (long) lookup.findVirtual(type, "staticFieldOffset", MethodType.methodType(long.class, Field.class))
                            .invoke(UNSAFE, field);
            lookup.findVirtual(
                            type,
                            "putObject",
                            MethodType.methodType(void.class, Object.class, long.class, Object.class))
                    .invoke(UNSAFE, base, offset, with);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot replace " + field, e);
        }
    }

    private static long get(Thread thread, long offset) {
        try {
            return (long) GET.invokeExact((Object) thread, offset);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot read a field of a thread", e);
        }
    }

    private static void put(Thread thread, long offset, long value) {
        try {
            PUT.invokeExact((Object) thread, offset, value);
        } catch (Throwable e) {
            throw new IllegalStateException("cannot write a field of a thread", e);
        }
    }
}
