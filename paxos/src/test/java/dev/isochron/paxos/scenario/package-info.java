/// Behaviour as text: one file per scenario under `scenarios/`, its name a sentence.
///
/// ```
/// file     comment, then blocks
/// comment  lines that begin with '#': what will happen, as a numbered list
/// block    command lines, a line "----", all that happened, an empty line
/// ```
///
/// `mvn test -pl paxos -Dtest=ScenarioTest -Drewrite` writes what happens now into the files; the
/// difference is then read like code. [Commands] lists the commands.
@NullMarked
package dev.isochron.paxos.scenario;

import org.jspecify.annotations.NullMarked;
