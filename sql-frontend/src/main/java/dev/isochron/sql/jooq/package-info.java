/// SQL in an application's own process: jOOQ's query language over the native client.
///
/// An application that has a `client` puts `sql-frontend` beside it and gets a `DSLContext` whose
/// statements are compiled and run in its own process, and whose reads and writes go to the shards
/// directly: no JDBC driver, no wire protocol, no gateway in between.
///
/// ```
/// DSLContext → what jOOQ rendered → Session → SqlEngine → client → shards
/// ```
///
/// jOOQ has one door for those who run statements otherwise, `MockDataProvider`; its connection is
/// an adapter in memory.
///
/// Called by applications.
@NullMarked
package dev.isochron.sql.jooq;

import org.jspecify.annotations.NullMarked;
