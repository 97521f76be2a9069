package dev.isochron.node.checkpoint;

/// A checkpoint has a format that this program does not know; the node does not start.
public final class UnreadableCheckpoint extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /// What to do about it.
    public static final String WHAT_TO_DO = "Start the program that wrote it, or a newer one.";

    private final String file;
    private final String what;

    UnreadableCheckpoint(String file, String what) {
        super("The checkpoint " + file + " cannot be read: " + what + ". " + WHAT_TO_DO);
        this.file = file;
        this.what = what;
    }

    /// Its name in the directory of checkpoints.
    public String file() {
        return file;
    }

    /// What is wrong, as a sentence without its full stop.
    public String what() {
        return what;
    }
}
