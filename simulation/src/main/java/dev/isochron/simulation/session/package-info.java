/// Blocking code in virtual time: client programs, SQL sessions, jobs.
///
/// ```
/// Sessions   all of one world; starts them, and ends them with the world
/// Session    one thread that runs only while it holds the baton: park, wake, sleep
/// ```
///
/// Each session is plain blocking code on a thread of its own, but exactly one thread of a world
/// runs at a time. An event hands the baton to a session and waits until the session parks or ends;
/// only then does the next event happen. So one seed is one history, this code included.
///
/// ```
/// world      ──event──▶ resume ░░░░░░░░░░░░ ──event──▶ ... ──event──▶ resume ░░░░░░
/// session A  ░ parked ░ ├─ runs ─▶ park ░░░░░░░░░░░░░░░░░░░░░░░░░░░░░░ ├─ runs ─▶ ends
/// ```
///
/// A session must not wait for another in any other way: one that blocks on a monitor or a lock
/// whose owner is parked would hold the baton for ever. A watchdog in real time names the place.
@NullMarked
package dev.isochron.simulation.session;

import org.jspecify.annotations.NullMarked;
