/// The formats of COPY, read and written.
@NullMarked
package dev.isochron.sql.copy;

import org.jspecify.annotations.NullMarked;
