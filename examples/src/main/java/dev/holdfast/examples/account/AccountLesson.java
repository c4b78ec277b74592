package dev.holdfast.examples.account;

import static dev.holdfast.examples.account.Account.ACCOUNT;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import dev.holdfast.config.ConfigurationException;
import dev.holdfast.examples.account.Account.Balance;
import dev.holdfast.examples.account.Account.Deposit;
import dev.holdfast.examples.account.Account.Withdraw;
import dev.holdfast.persistence.log.LogException;
import dev.holdfast.runtime.CommandRejected;
import dev.holdfast.runtime.Holdfast;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorSystem;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Deposits into an account and overdraws it, on a directory that keeps it for the next run. */
@Command(name = "account", description = "Asks one component twice; its balance is kept in a directory.")
public final class AccountLesson implements Callable<Integer> {

    private static final int FAILED = 1;

    /** Made before the actor system, whose threads otherwise meet the logging while it is being set up, and say so. */
    private static final Logger LOG = LoggerFactory.getLogger(AccountLesson.class);

    @Option(
            names = "--dir",
            paramLabel = "DIR",
            defaultValue = "target/account",
            description = "Where the account is kept. Default: ${DEFAULT-VALUE}.")
    private Path directory = Path.of("");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help and exit.")
    @SuppressWarnings("unused") // picocli acts on it
    private boolean help;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try {
            run(directory).forEach(spec.commandLine().getOut()::println);
            return 0;
        } catch (RuntimeException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof LogException || cause instanceof ConfigurationException) {
                    spec.commandLine().getErr().println("account: " + cause.getMessage());
                    return FAILED;
                }
            }
            throw e;
        }
    }

    /** Runs the lesson on a directory and says what the account answered. */
    static List<String> run(Path directory) {
        LOG.debug("the account is kept in {}", directory);
        Config config = ConfigFactory.empty()
                .withValue(
                        "holdfast.persistence.mirrors", ConfigValueFactory.fromIterable(List.of(directory.toString())))
                .withFallback(ConfigFactory.load());
        ActorSystem<Void> system = ActorSystem.create(Behaviors.empty(), "account", config);
        try {
            // readme: ask
            Holdfast holdfast = Holdfast.get(system).start(ACCOUNT);
            CompletionStage<Balance> balance = holdfast.component(ACCOUNT, "42").ask(new Deposit(100));
            // readme: end
            String deposited = "balance " + balance.toCompletableFuture().join().cents();
            try {
                holdfast.component(ACCOUNT, "42")
                        .ask(new Withdraw(1_000_000))
                        .toCompletableFuture()
                        .join();
                return List.of(deposited, "overdrawn");
            } catch (CompletionException e) {
                if (e.getCause() instanceof CommandRejected rejected) {
                    return List.of(deposited, "rejected: " + rejected.code());
                }
                throw e;
            }
        } finally {
            system.terminate();
            system.getWhenTerminated().toCompletableFuture().join();
        }
    }
}
