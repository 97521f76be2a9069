/// Sessions of SQL in a simulated world, and what they do there.
///
/// ```
/// SchemaRace   the workload: some change the schema, some use it
/// Talk         one session: text in, rows or an error out
/// ```
@NullMarked
package dev.isochron.simulation.sql;

import org.jspecify.annotations.NullMarked;
