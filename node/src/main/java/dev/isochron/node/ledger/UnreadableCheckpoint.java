package dev.isochron.node.ledger;

/// A checkpoint has a format that this program does not know; the node does not start. The message
/// is for a person.
public final class UnreadableCheckpoint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnreadableCheckpoint(String message) {
        super(message);
    }
}
