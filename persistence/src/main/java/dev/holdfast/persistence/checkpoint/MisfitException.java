package dev.holdfast.persistence.checkpoint;

import java.io.IOException;

/** A stored checkpoint is not what its name says, or not what was written. The message is a finding about it: "it …". */
public final class MisfitException extends IOException {

    private static final long serialVersionUID = 1L;

    MisfitException(String finding) {
        super(finding);
    }
}
