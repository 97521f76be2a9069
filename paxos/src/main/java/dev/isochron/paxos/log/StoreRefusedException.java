package dev.isochron.paxos.log;

/// This directory is not opened: going on could lose or mix up data. Nothing in it was changed.
///
/// The message is one paragraph for a person: what is wrong, in which file, what to do.
public final class StoreRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What to do when a store cannot be repaired from what it holds.
    public static final String REPLACE_STORE =
            "Delete nothing in it. While a majority of the other nodes is well, move the whole data"
                    + " directory away and start the node with an empty one: it comes back as a"
                    + " learner and fetches everything from them.";

    /// Why a store is refused; each has its own test.
    public enum Reason {
        NEWER_FORMAT,
        OTHER_CLUSTER,
        OTHER_NODE,
        OTHER_INCARNATION,
        MISSING_IDENTITY,
        MISSING_SEGMENT,
        TRUNCATED,
        UNREADABLE_HEADER,
        UNREADABLE_RECORD,
        IN_USE,
        NOT_WRITABLE,
        NO_ROOM,
        STALE_COPY,
        UNFINISHED
    }

    private final Reason reason;
    private final String file;
    private final String what;
    private final String whatToDo;

    public StoreRefusedException(Reason reason, String file, String what, String whatToDo) {
        super(file + ": " + what + ". " + whatToDo);
        this.reason = reason;
        this.file = file;
        this.what = what;
        this.whatToDo = whatToDo;
    }

    /// The file or directory that it is about, as the [Disk] names it.
    public String file() {
        return file;
    }

    /// What is wrong, as a sentence without its full stop.
    public String what() {
        return what;
    }

    /// Whole sentences.
    public String whatToDo() {
        return whatToDo;
    }

    public Reason reason() {
        return reason;
    }

    static void requireVersion(String file, int version) {
        if (version != LogFormat.VERSION) {
            throw new StoreRefusedException(
                    Reason.NEWER_FORMAT,
                    file,
                    "its format has version "
                            + Integer.toUnsignedString(version)
                            + ", this program reads version "
                            + LogFormat.VERSION,
                    "Start the program that wrote it, or a newer one.");
        }
    }
}
