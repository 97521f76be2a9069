/// Bytes of clients that have to be UTF-8.
@NullMarked
package dev.isochron.sql.encoding;

import org.jspecify.annotations.NullMarked;
