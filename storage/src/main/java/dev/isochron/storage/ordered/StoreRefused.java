package dev.isochron.storage.ordered;

/// A store is not opened: going on could lose or mix up data. Nothing in it was changed.
///
/// The message is one paragraph for a person: what is wrong, in which file, what to do.
public final class StoreRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What to do when a store cannot be repaired from what it holds.
    public static final String REPLACE_STORE =
            "Do not start it empty in its place: remove this node's replicas from their shards"
                    + " (the others still hold the data), move the directory away, and start the"
                    + " node with a new one; it is filled from the others.";

    /// Why; each has its own test.
    public enum Reason {
        IN_USE,
        NOT_WRITABLE,
        NEWER_FORMAT,
        FOREIGN,
        TRUNCATED,
        DAMAGED,
        NO_ROOM
    }

    private final Reason reason;

    public StoreRefused(Reason reason, String file, String what, String whatToDo) {
        super(file + ": " + what + ". " + whatToDo);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
