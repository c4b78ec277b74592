package dev.holdfast.examples.flights;

import java.io.IOException;
import java.util.Optional;

/** Runs worker after worker, each killed when its time has come, until one brings the job to its end. */
final class WorkerRuns {

    private final Launcher launcher;
    private final Kills kills;
    private final long rows;
    private final Progress progress;
    private long unavailable;

    WorkerRuns(Launcher launcher, Kills kills, long rows, Progress progress) {
        this.launcher = launcher;
        this.kills = kills;
        this.rows = rows;
        this.progress = progress;
    }

    void run() throws IOException, RunFailedException {
        boolean settled = false;
        while (!settled) {
            try (ChildProcess worker = launcher.worker()) {
                settled = drive(worker);
            }
        }
    }

    /** How often a component refused for the time being, over all workers. */
    long unavailable() {
        return unavailable;
    }

    /** True when the worker came to its end, false when it was killed. */
    private boolean drive(ChildProcess worker) throws RunFailedException {
        boolean settled = false;
        long before = unavailable;
        for (Optional<String> text = worker.line(); text.isPresent(); text = worker.line()) {
            WorkerLine line = WorkerLine.parse(text.get());
            long fed = line.next() - 1;
            unavailable = before + line.unavailable();
            switch (line.at()) {
                case STARTED -> {
                    kills.startedAt(fed);
                    progress.say("worker started, goes on at row %,d", line.next());
                }
                case FEEDING -> {
                    progress.fed(fed, rows);
                    if (kills.isDue(fed)) {
                        worker.kill();
                        kills.count();
                        progress.say("worker killed (SIGKILL) after %,d rows were fed", fed);
                        return false;
                    }
                }
                case FED -> kills.endOfFeed();
                case SETTLING -> progress.say("all rows are fed; %s", line.text());
                case SETTLED -> settled = true;
                case FAILED -> throw worker.failed("gave up: " + line.text());
            }
        }
        int exit = worker.exit();
        if (!settled || exit != 0) {
            throw worker.failed("ended by itself with exit " + exit);
        }
        return true;
    }
}
