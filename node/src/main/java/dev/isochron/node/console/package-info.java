/// `isochron sql`: a shell for people and scripts, and a client of Postgres's protocol for it.
///
/// ```
/// SqlCommand → Console (a person: JLine)  ┐
///            → Script  (stdin, -f, -c)    ┴→ Turn → Line (socket) → printers
/// ```
///
/// A [Line] is one connection that runs simple queries and hands over what comes, row by row; the
/// printers keep at most [TablePrinter#LOOK_AHEAD] rows. Nothing here knows how the server works:
/// PostgreSQL's own would do.
@NullMarked
package dev.isochron.node.console;

import org.jspecify.annotations.NullMarked;
