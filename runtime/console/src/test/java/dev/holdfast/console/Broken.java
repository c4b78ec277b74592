package dev.holdfast.console;

import dev.holdfast.component.Component;
import dev.holdfast.component.Decision;
import dev.holdfast.console.SmallLog.Fill;
import dev.holdfast.console.SmallLog.Filled;
import dev.holdfast.console.SmallLog.Purse;
import java.util.Optional;

/** Definitions of a purse that cannot be used, each in its way. */
final class Broken {

    private Broken() {}

    private static Component<Purse, Filled> purse(RuntimeException thrown) {
        return Component.<Purse, Filled>named("purse")
                .startsAs(id -> new Purse(0))
                .decides(Fill.class, (purse, fill, context) -> Decision.reject("no"))
                .applies(Filled.class, (purse, filled) -> {
                    if (filled.cents() < 0) {
                        throw thrown;
                    }
                    return new Purse(purse.cents() + filled.cents());
                })
                .holds("no more than four cents", purse -> purse.cents() <= 4)
                .build();
    }

    /** Cannot apply that something is given away. */
    static final class Applier {
        static final Component<Purse, Filled> PURSE = purse(new IllegalStateException("no gifts"));

        private Applier() {}
    }

    /** There are two. */
    static final class Twice {
        static final Component<Purse, Filled> ONE = purse(new IllegalStateException());
        static final Component<Purse, Filled> OTHER = SmallLog.PURSE;

        private Twice() {}
    }

    /** By a method. */
    static final class Made {
        private Made() {}

        static Component<Purse, Filled> component() {
            return SmallLog.PURSE;
        }

        static Component<Purse, Filled> component(String other) {
            return purse(new IllegalStateException(other));
        }
    }

    /** By a method that fails. */
    static final class Fails {
        private Fails() {}

        static Component<Purse, Filled> component() {
            return purse(
                    Optional.<RuntimeException>empty().orElseThrow(() -> new IllegalStateException("no settings")));
        }
    }

    /** Of another name. */
    static final class Other {
        static final Component<Purse, Filled> WALLET = Component.<Purse, Filled>named("wallet")
                .startsAs(id -> new Purse(0))
                .decides(Fill.class, (purse, fill, context) -> Decision.reject("no"))
                .build();

        private Other() {}
    }

    /** Cannot be initialised. */
    static final class Uninitialised {
        static final Component<Purse, Filled> PURSE = Fails.component();

        private Uninitialised() {}
    }
}
