package dev.holdfast.examples;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.holdfast.component.Command;
import dev.holdfast.component.Component;
import dev.holdfast.component.ComponentBuilder;
import dev.holdfast.component.Decision;

/** The release after that of {@link RecoverySnippets}: each value has a currency. */
final class NextRelease {

    private NextRelease() {}

    record Deposited(long cents, String currency) {}

    record Show() implements Command<Account> {}

    record Account(long cents, String currency) {}

    private static ComponentBuilder<Account, Deposited> open() {
        return Component.<Account, Deposited>named("account")
                .startsAs(id -> new Account(0, "EUR"))
                .decides(
                        Show.class,
                        (account, show, context) -> Decision.<Deposited>of().reply(after -> after))
                .applies(
                        Deposited.class,
                        (account, deposited) -> new Account(account.cents() + deposited.cents(), deposited.currency()));
    }

    static final Component<Account, Deposited> ACCOUNT = open()
            // recovery: upgrades
            .upgrades(Deposited.class, 1, json -> ((ObjectNode) json).put("currency", "EUR"))
            .keepsState(Account.class)
            .upgrades(Account.class, 1, json -> ((ObjectNode) json).put("currency", "EUR"))
            // recovery: end
            .build();
}
