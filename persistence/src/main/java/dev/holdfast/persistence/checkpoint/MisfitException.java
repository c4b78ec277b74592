package dev.holdfast.persistence.checkpoint;

import java.io.IOException;

/** A file is not what its name says, or not what was written. The message is a finding about the file: "it …". */
final class MisfitException extends IOException {

    private static final long serialVersionUID = 1L;

    MisfitException(String finding) {
        super(finding);
    }
}
