/// Dates, times, time zones and intervals: how PostgreSQL reads, writes and adds them.
///
/// ```
/// text → DateLexer (tokens) → DateDecoder → DateParts → Date | Time | LocalTimestamp | UtcTimestamp
/// text → IntervalReader → CalendarInterval → IntervalWriter → text
/// Days      the calendar, counted from 2000-01-01      Moment   a timestamp taken apart
/// ZoneNames names and abbreviations of time zones
/// ```
///
/// The calendar is the Gregorian one, continued into the past; the year before 1 is 1 BC. Where a
/// clock is put forward, the time that is left out is read with the offset before; where it is put
/// back, with the offset after. No clock is read here: the present is told by the caller.
@NullMarked
package dev.isochron.sql.time;

import org.jspecify.annotations.NullMarked;
