/// What settings take and show.
@NullMarked
package dev.isochron.sql.setting;

import org.jspecify.annotations.NullMarked;
