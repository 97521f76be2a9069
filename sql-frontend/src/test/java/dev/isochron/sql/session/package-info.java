/// Sessions on an engine of toys.
@NullMarked
package dev.isochron.sql.session;

import org.jspecify.annotations.NullMarked;
