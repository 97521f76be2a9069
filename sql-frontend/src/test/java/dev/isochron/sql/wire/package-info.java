/// PostgreSQL's protocol, spoken over a channel in memory.
@NullMarked
package dev.isochron.sql.wire;

import org.jspecify.annotations.NullMarked;
