/// Dates, times and intervals: the present, arithmetic, fields, templates.
///
/// Months and days are added on the calendar of the session's zone, times on the time line. An
/// infinite date stays infinite. Called by `resolve`.
@NullMarked
package dev.isochron.sql.function.datetime;

import org.jspecify.annotations.NullMarked;
