package dev.holdfast.host;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** {@link ThreadSource} on the JVM's own threads. */
enum SystemThreads implements ThreadSource {
    INSTANCE;

    @Override
    public Workers workers(String name, int threads) {
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(threads, threads, 0, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread thread = new Thread(task, threads == 1 ? name : name + "-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        return new Workers() {
            @Override
            public void execute(Runnable task) {
                pool.execute(() -> {
                    try {
                        task.run();
                    } catch (VirtualMachineError e) {
                        if (FatalErrors.isFatal(e)) {
                            FatalErrors.halt(e);
                        }
                        throw e;
                    }
                });
            }

            @Override
            public void close() {
                pool.shutdown();
            }
        };
    }
}
