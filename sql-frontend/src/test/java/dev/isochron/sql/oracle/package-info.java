/// A real PostgreSQL that tells tests what is right.
///
/// It is started in a temporary directory where one of version 15 is installed, and stopped with
/// the JVM; tests that need it are skipped with a message elsewhere.
@NullMarked
package dev.isochron.sql.oracle;

import org.jspecify.annotations.NullMarked;
