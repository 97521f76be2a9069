/// The command line: `isochron <subcommand> …`.
///
/// `Main` finds every [Subcommand] on the class path through `java.util.ServiceLoader`, so that
/// `simulation` and `bench` add theirs without `node` knowing them. An error that a person can do
/// something about is a [Complaint]; it ends the process with one paragraph and no stack trace.
///
/// Called by `Main` only; implemented by whatever room has something to offer on the command line.
@NullMarked
package dev.isochron.node.cli;

import org.jspecify.annotations.NullMarked;
