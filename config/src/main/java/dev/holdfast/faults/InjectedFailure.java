package dev.holdfast.faults;

import dev.holdfast.config.InjectedFault;

/** What an injected fault throws. The message names the fault and what it struck; fault ledger and logs show it. */
public final class InjectedFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** @param at what it struck */
    public InjectedFailure(InjectedFault fault, String at) {
        super("injected " + fault.text() + " at " + at);
    }
}
