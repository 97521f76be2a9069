/// Values as texts and bytes, compared with PostgreSQL where one is installed.
@NullMarked
package dev.isochron.sql.format;

import org.jspecify.annotations.NullMarked;
