/// What a session can be told with SET, and what it says with SHOW.
///
/// ```
/// Setting      a name, what values it takes, its value at first, who may change it
/// Form         flag | whole number, perhaps with a unit | choice | free text with a check
/// KnownSettings  all of them
/// SettingValues  those of one session: for its life, and for its transaction (SET LOCAL)
/// ```
///
/// Names are those of PostgreSQL, so that drivers and tools find what they ask for; ours begin with
/// `isochron.`. What is accepted has an effect, or has none by nature (costs of a planner that is
/// another one); what would be a lie is refused with a reason.
@NullMarked
package dev.isochron.sql.setting;

import org.jspecify.annotations.NullMarked;
