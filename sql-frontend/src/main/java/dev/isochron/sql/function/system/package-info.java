/// Functions about the session: who is connected, where, with which settings; and uuids.
///
/// Functions about the catalog are declared by those who have it. Called by `resolve`.
@NullMarked
package dev.isochron.sql.function.system;

import org.jspecify.annotations.NullMarked;
