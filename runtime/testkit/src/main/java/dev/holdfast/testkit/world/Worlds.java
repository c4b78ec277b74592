package dev.holdfast.testkit.world;

import java.lang.reflect.Field;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;

/** The worlds of this JVM: by number, for what Pekko creates by reflection, and the one that a thread runs. */
public final class Worlds {

    private static final Map<Long, World> OPEN = new ConcurrentHashMap<>();
    private static final AtomicLong LAST = new AtomicLong();
    private static final ThreadLocal<World> CURRENT = new ThreadLocal<>();

    static {
        routeStages();
    }

    private Worlds() {}

    /** An open world. */
    public static World of(long number) {
        World world = OPEN.get(number);
        if (world == null) {
            throw new IllegalStateException("simulated world " + number + " is closed, but is still used");
        }
        return world;
    }

    static long open(World world) {
        long number = LAST.incrementAndGet();
        OPEN.put(number, world);
        return number;
    }

    static void close(long number) {
        OPEN.remove(number);
    }

    static Iterable<World> all() {
        return OPEN.values();
    }

    static void enter(World world) {
        CURRENT.set(world);
    }

    static void leave() {
        CURRENT.remove();
    }

    /** The one that the calling thread runs. */
    public static Optional<World> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Goes on with stages in as many ways as it says; each is a step of the world of the calling thread. */
    static int tryStages() {
        CompletableFuture<Integer> done = CompletableFuture.completedFuture(1);
        List<CompletableFuture<?>> later = List.of(
                done.thenRunAsync(() -> {}),
                done.thenApplyAsync(one -> one),
                done.thenComposeAsync(CompletableFuture::completedFuture),
                done.handleAsync((one, error) -> one),
                done.whenCompleteAsync((one, error) -> {}));
        return later.size();
    }

    /** Called to be first: see {@link World}'s check. */
    public static void load() {}

    /**
     * Stages that Pekko's Java API hands out go on in {@code CompletableFuture}'s own pool, whatever is called on them.
     * That pool is replaced by one that keeps it in the world of whoever completes the stage.
     */
    private static void routeStages() {
        Executor original = new CompletableFuture<>().defaultExecutor();
        try {
            Field pool = CompletableFuture.class.getDeclaredField("ASYNC_POOL");
            Pinned.replace(pool, new RoutedPool(original));
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("this JDK has no CompletableFuture.ASYNC_POOL", e);
        }
    }
}
