package dev.isochron.storage.ordered;

/// A store is not opened: going on could lose or mix up data. Nothing in it was changed.
///
/// The message is one paragraph for a person: what is wrong, in which file, what to do.
public final class StoreRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What to do about a store that is not what was written.
    public static final String REPLACE_STORE =
            "Stop the node, move the directory of the store away, and start the node again: it"
                    + " fetches all that the other nodes have, which is everything while no shard"
                    + " has lost a majority of its replicas.";

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
    private final String file;
    private final String what;
    private final String whatToDo;

    public StoreRefused(Reason reason, String file, String what, String whatToDo) {
        super(file + ": " + what + ". " + whatToDo);
        this.reason = reason;
        this.file = file;
        this.what = what;
        this.whatToDo = whatToDo;
    }

    public Reason reason() {
        return reason;
    }

    public String file() {
        return file;
    }

    public String what() {
        return what;
    }

    public String whatToDo() {
        return whatToDo;
    }

    /// Whether the store is ours, and not what was written.
    public boolean isDamage() {
        return reason == Reason.DAMAGED || reason == Reason.TRUNCATED;
    }
}
