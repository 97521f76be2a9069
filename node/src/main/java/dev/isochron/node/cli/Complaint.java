package dev.isochron.node.cli;

/// Something that the person at the terminal can put right: what is wrong, where, what to do.
///
/// The command line prints it as one paragraph without a stack trace and exits with
/// [ExitCode#FAILED].
public final class Complaint extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;
    private final String where;
    private final String remedy;

    /// @param what what is wrong, as a sentence without its full stop
    /// @param where the file, address or option that it is about
    /// @param remedy what to do now, as a whole sentence
    public Complaint(String what, String where, String remedy) {
        super(what + " (" + where + "). " + remedy);
        this.what = what;
        this.where = where;
        this.remedy = remedy;
    }

    /// The same, keeping the exception that brought it to light.
    public Complaint(String what, String where, String remedy, Throwable cause) {
        this(what, where, remedy);
        initCause(cause);
    }

    public String what() {
        return what;
    }

    public String where() {
        return where;
    }

    public String remedy() {
        return remedy;
    }
}
