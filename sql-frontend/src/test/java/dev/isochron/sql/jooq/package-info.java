/// jOOQ in an application's own process, on a cluster in memory.
@NullMarked
package dev.isochron.sql.jooq;

import org.jspecify.annotations.NullMarked;
