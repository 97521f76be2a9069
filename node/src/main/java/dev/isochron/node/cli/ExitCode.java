package dev.isochron.node.cli;

/// The exit codes of `isochron`, the same for every subcommand.
public final class ExitCode {

    /// Done, nothing to report.
    public static final int OK = 0;

    /// Ran, and found fault (a violation, a check that failed), or refused with a [Complaint].
    public static final int FAILED = 1;

    /// The command line was not understood.
    public static final int USAGE = 2;

    /// A bug of ours: `EX_SOFTWARE` of BSD's sysexits.
    public static final int BUG = 70;

    private ExitCode() {}
}
