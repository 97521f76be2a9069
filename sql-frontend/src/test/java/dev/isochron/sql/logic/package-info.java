/// Files of statements with what they come to, in the manner of sqllogictest, and what runs them.
///
/// A file is blocks with blank lines between them; each is run in turn on one connection, in a
/// schema of the file's own:
///
/// ```
/// statement ok INSERT 0 1       the statement comes to this command tag
/// statement error 42P01         … or to this SQLSTATE
/// error                         … or to the error that is told below `----`, word for word
/// error anywhere                … where we point at another place, with reason
/// query                         … or to the columns, their types and the rows below `----`
/// query sorted                  … whose order does not matter
/// ```
///
/// Of an error we may say more than is written: where it is, what to do.
///
/// `# …` is for readers. `skipif isochron` (or `postgres`) before a block leaves it out there, with
/// the reason in a comment. What is written was taken down from PostgreSQL 15: `-Drewrite` does it
/// again.
@NullMarked
package dev.isochron.sql.logic;

import org.jspecify.annotations.NullMarked;
