package dev.isochron.node.cli;

import java.util.concurrent.Callable;

/// One subcommand of `isochron`, in any room.
///
/// An implementation has a public constructor without parameters, carries picocli's `@Command` with
/// its name and one-line description, and is listed in
/// `META-INF/services/dev.isochron.node.cli.Subcommand` of its room. Its options are picocli's
/// `@Option` fields.
///
/// `call` returns the exit code: [ExitCode#OK], or [ExitCode#FAILED] when the subcommand ran to its
/// end and found fault. It throws [Complaint] for what the user can put right. On Ctrl-C the
/// process ends through shutdown hooks, so a subcommand that must say goodbye registers one.
public interface Subcommand extends Callable<Integer> {

    @Override
    Integer call() throws Exception;
}
